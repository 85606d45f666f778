package dev.interleave.schedule.run;

import dev.interleave.job.Attachment;
import dev.interleave.job.model.Job;
import dev.interleave.schedule.Schedule;
import dev.interleave.schedule.ScheduleException;
import dev.interleave.schedule.ScheduleStore;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Moves a schedule on in the transaction that inserts its job. If the schedule has changed since it was read,
/// because another instance has run the tick, the transaction fails and the job is not inserted.
///
/// The next version is made once, so that a repeated transaction recognizes its own earlier commit. Not
/// thread-safe; call only from the writer of the store.
public final class RunAttachment implements Attachment {

    private final ScheduleStore store;
    private final Schedule before;
    private final Function<UUID, Schedule> change;
    private @Nullable Schedule after;

    /// @param before as it was read
    /// @param change makes the next version, of the id of the job
    public RunAttachment(ScheduleStore store, Schedule before, Function<UUID, Schedule> change) {
        this.store = store;
        this.before = before;
        this.change = change;
    }

    @Override
    public void store(Job job) {
        Schedule next = after;
        if (next == null) {
            next = change.apply(job.id());
            after = next;
        }
        if (!store.replace(before, next)) {
            throw new ScheduleException.Changed();
        }
    }

    @Override
    public Object view(Job job) {
        return Map.of();
    }
}
