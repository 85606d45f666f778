package dev.interleave.job.content;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/// Content that is in memory.
///
/// @param bytes not to be changed any more
@SuppressWarnings("ArrayRecordComponent") // contents are never compared
public record ByteContent(byte[] bytes) implements Content {

    @Override
    public long length() {
        return bytes.length;
    }

    @Override
    public InputStream open(long from) {
        int start = Math.toIntExact(from);
        return new ByteArrayInputStream(bytes, start, bytes.length - start);
    }
}
