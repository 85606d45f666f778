package dev.interleave.schedule.recurrence;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Ticks at equal distances: tick `k`, from 1, is the anchor plus `k` times the interval. Immutable.
///
/// @param interval from one second to 365 days, in whole milliseconds
/// @param anchor when the schedule, or its interval, was set
public record IntervalRecurrence(Duration interval, Instant anchor) implements Recurrence {

    /// The shortest interval.
    public static final Duration SHORTEST = Duration.ofSeconds(1);

    /// The longest interval.
    public static final Duration LONGEST = Duration.ofDays(365);

    /// @throws IllegalArgumentException if the interval is not allowed
    public IntervalRecurrence {
        if (interval.compareTo(SHORTEST) < 0
                || interval.compareTo(LONGEST) > 0
                || !interval.equals(Duration.ofMillis(interval.toMillis()))) {
            throw new IllegalArgumentException("not an interval: " + interval);
        }
    }

    @Override
    public Optional<Instant> next(Instant after) {
        if (after.isBefore(anchor)) {
            return Optional.of(anchor.plus(interval));
        }
        long passed = Duration.between(anchor, after).dividedBy(interval);
        return Optional.of(anchor.plus(interval.multipliedBy(passed + 1)));
    }
}
