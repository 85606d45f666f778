package dev.interleave.job.content;

import java.io.InputStream;

/// Bytes that can be read from any place on, any number of times, without having all of them in memory.
public interface Content {

    /// @return how many bytes there are
    long length();

    /// @param from how many bytes to leave out, from 0 to [#length()]
    /// @return the rest of them; to be closed by the caller
    InputStream open(long from);
}
