package dev.interleave.quota.usage;

import dev.interleave.job.OwnerUsage;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// How much room the results of an owner take. Thread-safe.
///
/// To add up a million results takes a while, so that is not done for each submission. What is reserved at each
/// submission adds up in the store; so what there is at most is what there was when it was last added up, and
/// what was reserved since then. That is never too little, whoever else submits; it is too much until it is
/// added up again, which happens whenever somebody would be refused, but as seldom as keeps the cost at five
/// percent of a core.
@Component
final class StorageUsage {

    private static final int PAUSES_PER_COUNT = 20;

    /// Whoever wants to know exactly waits so long for the pause after the last count to end.
    private static final long PATIENCE_NANOS = 200_000_000;

    /// @param reserved ever, when it was added up
    /// @param held what there was then, or more
    private record Count(long reserved, OwnerUsage.Results held, long start, long end) {

        private boolean isSince(long time) {
            return start - time >= 0;
        }

        private long pauseLeft() {
            return end + (end - start) * PAUSES_PER_COUNT - System.nanoTime();
        }
    }

    private final QuotaStore store;
    private final OwnerUsage holdings;
    private final Map<String, Count> counts = new ConcurrentHashMap<>();
    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

    StorageUsage(QuotaStore store, OwnerUsage holdings) {
        this.store = store;
        this.holdings = holdings;
    }

    /// Looks at one row, once it was added up for the first time.
    ///
    /// @param owner whose
    /// @return an upper bound, in bytes
    long used(String owner) {
        Count count = counts.get(owner);
        if (count == null) {
            count = recount(owner);
        }
        return count.held.bytes() + store.reservedBytes(owner) - count.reserved;
    }

    /// Adds up again, unless that takes so long that it is too soon. May wait a moment, for what it costs.
    ///
    /// @param owner whose
    /// @return an upper bound, in bytes
    long usedNow(String owner) {
        recount(owner);
        return used(owner);
    }

    /// The store's writer asks within its transactions, and must not wait for somebody who adds up: it takes no
    /// lock but the first time.
    private Count recount(String owner) {
        long asked = System.nanoTime();
        ReentrantLock counting = locks.computeIfAbsent(owner, _ -> new ReentrantLock());
        counting.lock();
        try {
            Count last = counts.get(owner);
            if (last != null && (last.isSince(asked) || last.pauseLeft() > PATIENCE_NANOS)) {
                return last; // one count serves all who have waited for it
            }
            if (last != null) {
                LockSupport.parkNanos(last.pauseLeft());
            }
            Count next = count(owner);
            counts.put(owner, next);
            return next;
        } finally {
            counting.unlock();
        }
    }

    /// @param owner whose
    /// @return when a result expires next, as of the last count; null if none is kept
    @Nullable
    Instant firstExpiry(String owner) {
        Count count = counts.get(owner);
        return count == null ? null : count.held.firstExpiry();
    }

    /// What is reserved between the two looks is counted twice, which is on the safe side.
    private Count count(String owner) {
        long start = System.nanoTime();
        long reserved = store.reservedBytes(owner);
        OwnerUsage.Results held = holdings.results(owner);
        return new Count(reserved, held, start, System.nanoTime());
    }
}
