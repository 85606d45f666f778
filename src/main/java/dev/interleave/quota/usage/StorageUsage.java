package dev.interleave.quota.usage;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.interleave.job.OwnerUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// Upper bound of the storage that the results of an owner use. Thread-safe.
///
/// Adding up a million results is too slow to do on every submission. The store keeps a sum of all bytes that
/// were ever reserved, so the storage in use is at most the last count plus the bytes reserved since then. This
/// bound is never too low, whichever instance accepts the jobs. It is too high until the next count, which
/// takes place whenever a submission would be refused, but seldom enough to cost at most five percent of a
/// core.
@Component
final class StorageUsage {

    /// The pause after a count, in multiples of the time that the count took.
    private static final int PAUSE_FACTOR = 20;

    /// How long a caller that needs the exact value waits for the end of the pause.
    private static final long MAX_WAIT_NANOS = Duration.ofMillis(200).toNanos();

    /// An owner that was idle for so long is counted again. No pause is longer in practice.
    private static final Duration IDLE = Duration.ofHours(1);

    /// @param reserved bytes that were ever reserved, when the count started
    /// @param results as counted, or more
    /// @param start when the count started, in nanoseconds
    /// @param end when it ended
    private record Count(long reserved, OwnerUsage.Results results, long start, long end) {

        private boolean startedSince(long time) {
            return start - time >= 0;
        }

        private long remainingPause(long now) {
            return end + (end - start) * PAUSE_FACTOR - now;
        }
    }

    private static final class OwnerCount {

        private final ReentrantLock counting = new ReentrantLock();
        private volatile @Nullable Count last;
    }

    private final QuotaStore store;
    private final OwnerUsage ownerUsage;
    private final Ticker ticker;
    private final LoadingCache<String, OwnerCount> counts;

    @Autowired
    StorageUsage(QuotaStore store, OwnerUsage ownerUsage) {
        this(store, ownerUsage, Ticker.systemTicker());
    }

    StorageUsage(QuotaStore store, OwnerUsage ownerUsage, Ticker ticker) {
        this.store = store;
        this.ownerUsage = ownerUsage;
        this.ticker = ticker;
        this.counts = Caffeine.newBuilder()
                .ticker(ticker)
                .executor(Runnable::run)
                .expireAfterAccess(IDLE)
                .build(_ -> new OwnerCount());
    }

    /// Reads one row, if the results of the owner were counted before.
    ///
    /// @param owner of the results
    /// @return an upper bound, in bytes
    long used(String owner) {
        Count last = counts.get(owner).last;
        Count count = last == null ? recount(owner) : last;
        return count.results.bytes() + store.reservedBytes(owner) - count.reserved;
    }

    /// Counts again, unless the pause after the last count lasts too long. May wait for the end of the pause.
    ///
    /// @param owner of the results
    /// @return an upper bound, in bytes
    long usedNow(String owner) {
        recount(owner);
        return used(owner);
    }

    /// @param owner of the results
    /// @return when the next result expires, as of the last count; null if none is stored
    @Nullable
    Instant firstExpiry(String owner) {
        Count last = counts.get(owner).last;
        return last == null ? null : last.results.firstExpiry();
    }

    /// @return the number of owners in memory
    long size() {
        counts.cleanUp();
        return counts.estimatedSize();
    }

    /// One count serves all callers that have waited for it. [#used(String)] is called within transactions and
    /// must not wait for a count, so it takes the lock only before the first count.
    private Count recount(String owner) {
        long called = ticker.read();
        OwnerCount ofOwner = counts.get(owner);
        ofOwner.counting.lock();
        try {
            Count last = ofOwner.last;
            if (last != null) {
                long pause = last.remainingPause(ticker.read());
                if (last.startedSince(called) || pause > MAX_WAIT_NANOS) {
                    return last;
                }
                LockSupport.parkNanos(pause);
            }
            Count next = count(owner);
            ofOwner.last = next;
            return next;
        } finally {
            ofOwner.counting.unlock();
        }
    }

    /// Bytes that are reserved between the two queries are counted twice, which keeps the bound an upper one.
    private Count count(String owner) {
        long start = ticker.read();
        long reserved = store.reservedBytes(owner);
        OwnerUsage.Results results = ownerUsage.results(owner);
        return new Count(reserved, results, start, ticker.read());
    }
}
