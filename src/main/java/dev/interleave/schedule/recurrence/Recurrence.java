package dev.interleave.schedule.recurrence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The times at which a schedule is due, its ticks. Implementations are immutable.
public sealed interface Recurrence permits CronRecurrence, IntervalRecurrence {

    /// @param after any time
    /// @return the first tick later than that; empty if there is none
    Optional<Instant> next(Instant after);

    /// @param after any time
    /// @param count how many ticks at most
    /// @return the first ticks later than that, in ascending order
    default List<Instant> next(Instant after, int count) {
        List<Instant> ticks = new ArrayList<>(count);
        Optional<Instant> tick = next(after);
        while (tick.isPresent() && ticks.size() < count) {
            ticks.add(tick.get());
            tick = next(tick.get());
        }
        return ticks;
    }
}
