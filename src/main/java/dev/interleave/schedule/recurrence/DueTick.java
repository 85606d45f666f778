package dev.interleave.schedule.recurrence;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which tick of a schedule is to run now. Immutable.
///
/// @param tick the tick; null if all due ticks are dropped
/// @param next the first tick that remains; null if there is none
/// @param dropped whether at least one tick was dropped
public record DueTick(@Nullable Instant tick, @Nullable Instant next, boolean dropped) {

    /// How late a tick may be without being missed.
    public static final Duration GRACE = Duration.ofMinutes(1);

    /// The most ticks that [MissedTicks#ALL] runs.
    public static final int MAX_CAUGHT_UP = 100;

    /// Decides about the ticks that are due. Takes time that does not depend on their number.
    ///
    /// @param recurrence of the schedule
    /// @param missed policy of the schedule
    /// @param oldest the oldest tick that has not run
    /// @param now the time, not before the oldest tick
    /// @return the tick to run now, and what remains
    public static DueTick of(Recurrence recurrence, MissedTicks missed, Instant oldest, Instant now) {
        Instant onTime = now.minus(GRACE);
        if (!oldest.isBefore(onTime)) {
            return of(recurrence, oldest, oldest, now);
        }
        return switch (missed) {
            case SKIP ->
                of(recurrence, oldest, recurrence.next(onTime.minusMillis(1)).orElse(null), now);
            case ONE -> of(recurrence, oldest, latest(recurrence, oldest, now, 1), now);
            case ALL -> of(recurrence, oldest, latest(recurrence, oldest, now, MAX_CAUGHT_UP), now);
        };
    }

    private static DueTick of(Recurrence recurrence, Instant oldest, @Nullable Instant first, Instant now) {
        boolean dropped = !oldest.equals(first);
        if (first == null || first.isAfter(now)) {
            return new DueTick(null, first, dropped);
        }
        return new DueTick(first, recurrence.next(first).orElse(null), dropped);
    }

    /// Bisects for the time from which on there are not more than `count` ticks.
    ///
    /// @return the first of the latest ticks, at most `count` of them
    private static Instant latest(Recurrence recurrence, Instant oldest, Instant now, int count) {
        long many = oldest.toEpochMilli() - 1;
        if (!hasMore(recurrence, many, now, count)) {
            return oldest;
        }
        long few = now.toEpochMilli();
        while (few - many > 1) {
            long middle = many + (few - many) / 2;
            if (hasMore(recurrence, middle, now, count)) {
                many = middle;
            } else {
                few = middle;
            }
        }
        return recurrence.next(Instant.ofEpochMilli(few)).orElse(oldest);
    }

    private static boolean hasMore(Recurrence recurrence, long after, Instant now, int count) {
        Instant tick = Instant.ofEpochMilli(after);
        for (int i = 0; i <= count; i++) {
            Optional<Instant> next = recurrence.next(tick).filter(due -> !due.isAfter(now));
            if (next.isEmpty()) {
                return false;
            }
            tick = next.get();
        }
        return true;
    }
}
