package dev.interleave.job.web.result;

import dev.interleave.job.content.Content;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// Reads content, and skips what is not wanted without reading it.
final class ContentStream extends InputStream {

    private final Content content;
    private final DownloadThrottle pace;
    private long at;
    private @Nullable InputStream current;

    ContentStream(Content content, DownloadThrottle pace) {
        this.content = content;
        this.pace = pace;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        pace.check();
        int read = current().read(bytes, offset, count);
        at += Math.max(0, read);
        pace.add(Math.max(0, read));
        return read;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = Math.clamp(count, 0, content.length() - at);
        close();
        at += skipped;
        return skipped;
    }

    @Override
    public void close() throws IOException {
        if (current != null) {
            current.close();
            current = null;
        }
    }

    private InputStream current() {
        InputStream stream = current == null ? content.open(at) : current;
        current = stream;
        return stream;
    }
}
