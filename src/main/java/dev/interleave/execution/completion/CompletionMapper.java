package dev.interleave.execution.completion;

import dev.interleave.arithmetic.Natural;
import dev.interleave.eventloop.Outcome;
import dev.interleave.execution.run.RunningJob;
import dev.interleave.job.Retention;
import dev.interleave.job.model.FailureReason;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobFailure;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Maps the outcome of a task to the final state of its job. Thread-safe.
@Component
public final class CompletionMapper {

    /// @param running ended
    /// @param job as it is now, in a final state
    /// @param encodedResult of a success
    public record Ending(
            RunningJob running, Job job, @Nullable EncodedResult encodedResult) {}

    private final InstantSource clock;
    private final Retention retention;

    public CompletionMapper(InstantSource clock, Retention retention) {
        this.clock = clock;
        this.retention = retention;
    }

    /// Takes time that grows with the result.
    public Ending conclude(RunningJob running, Outcome<Natural> outcome) {
        return switch (outcome) {
            case Outcome.Succeeded<Natural>(Natural value) -> succeeded(running, value);
            case Outcome.Failed<Natural>(Throwable cause) -> failed(running, failure(cause));
            case Outcome.Cancelled<Natural> _ ->
                running.hasTimedOut()
                        ? failed(running, timedOut(running))
                        : new Ending(running, at(running).cancelled(now(), retention.finishedJobs()), null);
        };
    }

    private Ending succeeded(RunningJob running, Natural value) {
        try {
            EncodedResult encodedResult = EncodedResult.of(value);
            Job job = at(running).succeeded(encodedResult.summary(), now(), retention.finishedJobs());
            return new Ending(running, job, encodedResult);
        } catch (OutOfMemoryError e) {
            return failed(running, failure(e));
        }
    }

    private Ending failed(RunningJob running, JobFailure why) {
        return new Ending(running, at(running).failed(why, now(), retention.finishedJobs()), null);
    }

    private static JobFailure failure(Throwable cause) {
        return cause instanceof OutOfMemoryError
                ? new JobFailure(
                        FailureReason.OUT_OF_MEMORY_BUDGET,
                        "There was not enough memory for this job. Submit it again when fewer jobs run, or give the "
                                + "service a larger heap.")
                : new JobFailure(
                        FailureReason.COMPUTATION_FAILED, "The computation stopped with an error, which was logged.");
    }

    private static JobFailure timedOut(RunningJob running) {
        return new JobFailure(
                FailureReason.TIMED_OUT,
                "The job ran for longer than its timeout, "
                        + running.job().spec().timeout() + ".");
    }

    private Job at(RunningJob running) {
        return running.job().progressed(running.progress());
    }

    private Instant now() {
        return clock.instant();
    }
}
