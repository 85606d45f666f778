package dev.interleave.job;

import dev.interleave.job.model.IdempotencyConflictException;
import dev.interleave.job.model.IdempotencyKey;
import dev.interleave.job.model.QueueFullException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The port to submission. Implementations are thread-safe.
public interface JobSubmitter {

    /// Accepts jobs, all or none, and starts them when the memory budget has room.
    ///
    /// @param newJobs at least one, all of the same owner
    /// @param key identifies repetitions of the request, or null
    /// @param awaited whether the caller prefers to wait for the completion of brief jobs
    /// @return after the jobs are durable
    /// @throws QueueFullException if the queue has no room for them
    /// @throws dev.interleave.job.model.QuotaExceededException if the jobs exceed a quota of their owner
    /// @throws IdempotencyConflictException if the key cannot serve the request
    SubmissionOutcome submit(List<NewJob> newJobs, @Nullable IdempotencyKey key, boolean awaited);
}
