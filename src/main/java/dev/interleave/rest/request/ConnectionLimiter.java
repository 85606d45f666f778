package dev.interleave.rest.request;

import java.util.HashMap;
import java.util.Map;

/// Limits concurrent long connections, in total and per client address. Thread-safe.
public final class ConnectionLimiter {

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
    private final Map<String, Integer> byAddress = new HashMap<>();
    private int taken;

    /// @param all how many there are, at least 0
    /// @param perAddress how many of them one address may have, at least 0
    public ConnectionLimiter(int all, int perAddress) {
        this.all = all;
        this.perAddress = perAddress;
    }

    /// @param address of a client
    /// @return whether it has a place now
    public synchronized Answer enter(String address) {
        if (taken >= all) {
            return Answer.ALL_TAKEN;
        }
        if (byAddress.getOrDefault(address, 0) >= perAddress) {
            return Answer.SHARE_TAKEN;
        }
        taken++;
        byAddress.merge(address, 1, Integer::sum);
        return Answer.TAKEN;
    }

    /// @param address of a client that has a place
    public synchronized void leave(String address) {
        taken--;
        byAddress.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
    }

    /// @return how many are taken
    public synchronized int taken() {
        return taken;
    }
}
