package dev.interleave.quota;

import dev.interleave.job.OwnerHoldings;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
final class StoredResults {

    private static final int PAUSES_PER_COUNT = 20;

    /// A count that is cheaper than this may be made at any time.
    private static final long CHEAP_NANOS = 2_000_000;

    /// @param reserved ever, when it was added up
    /// @param held what there was then, or more
    private record Count(long reserved, OwnerHoldings.Results held, long at, long cost) {

        private boolean mayBeRepeated() {
            return cost < CHEAP_NANOS || System.nanoTime() - at > cost * PAUSES_PER_COUNT;
        }
    }

    private final QuotaStore store;
    private final OwnerHoldings holdings;
    private final Map<String, Count> counts = new ConcurrentHashMap<>();

    StoredResults(QuotaStore store, OwnerHoldings holdings) {
        this.store = store;
        this.holdings = holdings;
    }

    /// @param owner whose
    /// @return an upper bound, in bytes
    long used(String owner) {
        Count count = counts.computeIfAbsent(owner, this::count);
        return count.held.bytes() + store.reservedBytes(owner) - count.reserved;
    }

    /// Adds up again, if that is not too soon.
    ///
    /// @param owner whose
    /// @return an upper bound, in bytes
    long usedNow(String owner) {
        counts.compute(owner, (_, last) -> last == null || last.mayBeRepeated() ? count(owner) : last);
        return used(owner);
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
        OwnerHoldings.Results held = holdings.results(owner);
        long end = System.nanoTime();
        return new Count(reserved, held, end, end - start);
    }
}
