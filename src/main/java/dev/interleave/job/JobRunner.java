package dev.interleave.job;

import dev.interleave.job.model.IdempotencyKey;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.PartialProduct;
import dev.interleave.job.model.Progress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Whoever runs jobs. Thread-safe.
public interface JobRunner {

    /// Accepts jobs, all or none, and starts them as soon as there is room.
    ///
    /// @param newJobs what to compute, and what comes with it
    /// @param key tells repetitions of the request, or null
    /// @param awaited whether the caller would rather wait for the ends of brief jobs than be answered at once
    /// @return after they were durably recorded
    /// @throws QueueFullException if too many jobs wait
    /// @throws QuotaExceededException if the jobs exceed a quota of their owner
    /// @throws IdempotencyConflictException if the key cannot serve the request
    SubmissionOutcome submit(List<NewJob> newJobs, @Nullable IdempotencyKey key, boolean awaited);

    /// How much memory a job may need. One that needs more would never be let in.
    ///
    /// @return in bytes
    long memoryPerJob();

    /// Cancels a job before its next step. Repeating that is harmless.
    ///
    /// @param id of a job
    /// @return cancelled, durably
    /// @throws JobNotFoundException if there is none
    /// @throws IllegalTransitionException if it has ended otherwise
    Job cancel(UUID id);

    /// Takes a job out of the loop before its next step, and frees its memory. Repeating that is harmless.
    ///
    /// @param id of a job
    /// @return paused, durably, to go on from where it was
    /// @throws JobNotFoundException if there is none
    /// @throws IllegalTransitionException if it has ended
    Job pause(UUID id);

    /// Lets a paused job go on as soon as there is room. Repeating that is harmless.
    ///
    /// @param id of a job
    /// @return no longer paused
    /// @throws JobNotFoundException if there is none
    /// @throws IllegalTransitionException if it has ended
    /// @throws QueueFullException if too many jobs wait
    Job resume(UUID id);

    /// Whether to look into the store for the end of a job, because another instance may have it.
    ///
    /// @param id of a job
    /// @return false if its end is told by [CompletionNotifier]
    boolean mayRunElsewhere(UUID id);

    /// How far a job has come, if it runs here.
    ///
    /// @param id of a job
    /// @return as of now
    Optional<Progress> progress(UUID id);

    /// When a job will be finished, if it has turns here, judged by the work that the jobs at hand have ahead
    /// and the speed of the last seconds.
    ///
    /// @param id of a job
    /// @return as of now, or empty if that cannot be told
    Optional<Instant> estimatedEnd(UUID id);

    /// The partial product of a job that runs here, taken between two steps.
    ///
    /// @param id of a job
    /// @return as of now
    Optional<PartialProduct> partialProduct(UUID id);

    /// The partial product of a job that does not run here, as of its checkpoint.
    ///
    /// @param job as it is recorded
    /// @return empty if there is no checkpoint
    PartialProduct savedPartialProduct(Job job);
}
