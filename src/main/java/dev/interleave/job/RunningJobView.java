package dev.interleave.job;

import dev.interleave.job.model.Job;
import dev.interleave.job.model.PartialResult;
import dev.interleave.job.model.Progress;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
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

    /// Reads the partial result between two steps.
    ///
    /// @param id of a job
    /// @return the partial result right now, or empty if the job does not run here
    Optional<PartialResult> partialResult(UUID id);

    /// @param id of a job
    /// @return what it has printed, or empty if the job does not run here
    Optional<String> output(UUID id);

    /// @param id of a job
    /// @return the line of its program that runs, or empty if the job does not run here or is no program
    OptionalInt line(UUID id);

    /// Reads the output of a job that does not run here from its checkpoint.
    ///
    /// @param job as the store has it
    /// @return what it had printed; empty if there is no usable checkpoint
    String savedOutput(Job job);

    /// Reads the partial result of a job that does not run here from its checkpoint. Takes time and memory in
    /// proportion to the checkpoint.
    ///
    /// @param job as the store has it
    /// @return the partial result, empty if there is no usable checkpoint
    PartialResult savedPartialResult(Job job);
}
