package dev.interleave.job;

import dev.interleave.job.model.IllegalTransitionException;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobNotFoundException;
import dev.interleave.job.model.QueueFullException;
import java.util.UUID;

/// The port to pausing. Implementations are thread-safe.
public interface JobPauser {

    /// Takes a job off the loop before its next step, and frees its memory. Idempotent.
    ///
    /// @param id of a job
    /// @return the job, durably paused at its checkpoint
    /// @throws JobNotFoundException if no job has this id
    /// @throws IllegalTransitionException if the job has ended
    Job pause(UUID id);

    /// Queues a paused job, which continues from its checkpoint. Idempotent.
    ///
    /// @param id of a job
    /// @return the job, no longer paused
    /// @throws JobNotFoundException if no job has this id
    /// @throws IllegalTransitionException if the job has ended
    /// @throws QueueFullException if the queue has no room
    Job resume(UUID id);
}
