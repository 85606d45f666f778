package dev.interleave.job;

import dev.interleave.job.model.IllegalTransitionException;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobNotFoundException;
import dev.interleave.job.model.Priority;
import dev.interleave.job.model.QueueFullException;
import dev.interleave.job.model.QuotaExceededException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The port to changes of submitted jobs by clients. Implementations are thread-safe.
public interface JobAmender {

    /// What to change; null for what stays.
    ///
    /// @param startAt the new start, by the clock of the store
    /// @param priority the new priority
    /// @param labels all of the new labels
    record Amendment(
            @Nullable Instant startAt,
            @Nullable Priority priority,
            @Nullable Map<String, String> labels) {}

    /// Changes a job. A running job gets the loop time of its new priority from then on.
    ///
    /// @param id of a job
    /// @param amendment the changes, all or none
    /// @return the job, durably changed
    /// @throws JobNotFoundException if no job has this id
    /// @throws IllegalTransitionException if it has a new start, and the job is neither scheduled nor waiting
    Job amend(UUID id, Amendment amendment);

    /// Runs a failed or cancelled job again, from the start.
    ///
    /// @param id of a job
    /// @return the job, durably queued
    /// @throws JobNotFoundException if no job has this id
    /// @throws IllegalTransitionException if the job has neither failed nor was cancelled
    /// @throws QueueFullException if the queue has no room
    /// @throws QuotaExceededException if the job exceeds a quota of its owner
    Job retry(UUID id);
}
