package dev.interleave.rest;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// So many places for what lasts, in all and for each client address. Thread-safe.
public final class Places {

    /// What came of asking for a place.
    public enum Answer {
        /// To be given back with [#leave].
        TAKEN,
        /// All places are taken.
        ALL_TAKEN,
        /// The address has as many as it may have.
        SHARE_TAKEN
    }

    private final int all;
    private final int perAddress;
    private final AtomicInteger taken = new AtomicInteger();
    private final Map<String, Integer> byAddress = new ConcurrentHashMap<>();

    /// @param all how many there are, at least 0
    /// @param perAddress how many of them one address may have, at least 0
    public Places(int all, int perAddress) {
        this.all = all;
        this.perAddress = perAddress;
    }

    /// @param address of a client
    /// @return whether it has a place now
    public Answer enter(String address) {
        boolean room = taken.incrementAndGet() <= all;
        boolean share = byAddress.merge(address, 1, Integer::sum) <= perAddress;
        if (room && share) {
            return Answer.TAKEN;
        }
        leave(address);
        return room ? Answer.SHARE_TAKEN : Answer.ALL_TAKEN;
    }

    /// @param address of a client that has a place
    public void leave(String address) {
        taken.decrementAndGet();
        byAddress.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
    }

    /// @return how many are taken
    public int taken() {
        return taken.get();
    }
}
