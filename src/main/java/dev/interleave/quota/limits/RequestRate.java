package dev.interleave.quota.limits;

import java.time.Duration;

/// The parameters of a token bucket for requests. Immutable.
///
/// @param perSecond how many tokens come back per second, at least 1
/// @param burst how many there can be, at least 1
public record RequestRate(int perSecond, int burst) {

    /// @return how long it takes an empty bucket to become full
    public Duration window() {
        return timeFor(burst);
    }

    /// @param tokens how many
    /// @return how long it takes them to come back
    public Duration timeFor(long tokens) {
        return Duration.ofNanos(Math.ceilDiv(tokens * Duration.ofSeconds(1).toNanos(), perSecond));
    }
}
