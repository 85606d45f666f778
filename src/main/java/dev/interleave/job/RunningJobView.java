package dev.interleave.job;

import dev.interleave.job.model.Job;
import dev.interleave.job.model.PartialProduct;
import dev.interleave.job.model.Progress;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// The port to what only the instance that runs a job knows. Implementations are thread-safe.
public interface RunningJobView {

    /// @param id of a job
    /// @return whether another instance may run the job, so that only the store tells its completion; false if
    ///     [CompletionNotifier] does
    boolean mayRunElsewhere(UUID id);

    /// @param id of a job
    /// @return its progress right now, or empty if the job does not run here
    Optional<Progress> progress(UUID id);

    /// Estimates the completion of a job from the remaining work on the loop and the throughput of the last
    /// seconds.
    ///
    /// @param id of a job
    /// @return the estimate, or empty if the job has no turns here
    Optional<Instant> estimatedEnd(UUID id);

    /// Reads the partial product between two steps.
    ///
    /// @param id of a job
    /// @return the partial product right now, or empty if the job does not run here
    Optional<PartialProduct> partialProduct(UUID id);

    /// Reads the partial product of a job that does not run here from its checkpoint. Takes time and memory in
    /// proportion to the checkpoint.
    ///
    /// @param job as the store has it
    /// @return the partial product, empty if there is no usable checkpoint
    PartialProduct savedPartialProduct(Job job);
}
