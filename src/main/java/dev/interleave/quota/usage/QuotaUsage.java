package dev.interleave.quota.usage;

import dev.interleave.quota.limits.Limit;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The usage of one limit. Immutable.
///
/// @param limit which one
/// @param quota how much there is, in the unit of the limit
/// @param used how much of it is in use; more than there is where what was accepted before went on growing
/// @param freedIn how long until more is free even if the owner does nothing, or null if that is not known, or
///     nothing is used
public record QuotaUsage(
        Limit limit, long quota, long used, @Nullable Duration freedIn) {

    /// @return how much is left, never negative
    public long remaining() {
        return Math.max(0, quota - used);
    }
}
