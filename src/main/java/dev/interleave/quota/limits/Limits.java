package dev.interleave.quota.limits;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The limits of one owner; an absent limit is unlimited. Immutable.
///
/// @param requests how many requests, or null
/// @param amounts how much of everything else, each in the unit of its limit
public record Limits(@Nullable RequestRate requests, Map<Limit, Long> amounts) {

    /// How long the window of [Limit#LOOP_TIME] is.
    public static final Duration LOOP_TIME_WINDOW = Duration.ofHours(1);

    static final Limits NONE = new Limits(null, Map.of());

    public Limits {
        amounts = amounts.isEmpty() ? Map.of() : new EnumMap<>(amounts);
    }

    /// @return whether nothing is limited
    public boolean areNone() {
        return requests == null && amounts.isEmpty();
    }

    /// @return whether anything is limited that jobs take
    public boolean concernJobs() {
        return !amounts.isEmpty();
    }

    /// @param limit other than that of requests
    /// @return how much there may be, or null for any amount
    @Nullable
    public Long amount(Limit limit) {
        return amounts.get(limit);
    }

    /// @param limits some
    /// @return whether there is an amount for one of them
    public boolean haveAnyOf(Set<Limit> limits) {
        return limits.stream().anyMatch(amounts::containsKey);
    }
}
