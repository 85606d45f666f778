package dev.interleave.job.web.result;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;

/// How fast a client takes a download. One that hardly reads would keep a connection, a thread and a piece of
/// the result for as long as it likes. For one thread.
final class DownloadThrottle {

    /// In which any pace will do.
    static final Duration GRACE = Duration.ofSeconds(30);

    static final long SLOWEST_BYTES_PER_SECOND = 10_000;

    private final LongSupplier nanoTime;
    private final long start;
    private long bytes;

    /// @param nanoTime the clock
    DownloadThrottle(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    /// To be told before more is read, since what was read before has been sent then.
    ///
    /// @throws IOException if the client is too slow
    void check() throws IOException {
        Duration since = Duration.ofNanos(nanoTime.getAsLong() - start);
        if (since.compareTo(GRACE) > 0 && bytes < SLOWEST_BYTES_PER_SECOND * since.toSeconds()) {
            throw new IOException("a client took " + bytes + " bytes in " + since.toSeconds() + " s");
        }
    }

    /// @param count of bytes that were read, to be sent next
    void add(long count) {
        bytes += count;
    }
}
