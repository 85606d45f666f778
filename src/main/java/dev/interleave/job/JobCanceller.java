package dev.interleave.job;

import dev.interleave.job.model.IllegalTransitionException;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobNotFoundException;
import java.util.UUID;

/// The port to cancellation. Implementations are thread-safe.
public interface JobCanceller {

    /// Cancels a job before its next step. Idempotent.
    ///
    /// @param id of a job
    /// @return the job, durably cancelled
    /// @throws JobNotFoundException if no job has this id
    /// @throws IllegalTransitionException if the job has ended otherwise
    Job cancel(UUID id);
}
