package dev.interleave.execution.completion;

import dev.interleave.computation.FailedCalculationException;
import dev.interleave.computation.ProgramError;
import dev.interleave.computation.Value;
import dev.interleave.eventloop.Outcome;
import dev.interleave.execution.run.RunningJob;
import dev.interleave.job.Retention;
import dev.interleave.job.model.FailureReason;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobAttempt;
import dev.interleave.job.model.JobFailure;
import dev.interleave.job.model.JobState;
import dev.interleave.job.plan.RetryPolicy;
import dev.interleave.store.StoreClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Maps the outcome of a task to the final state of its job. Thread-safe.
@Component
public final class CompletionMapper {

    /// @param running ended
    /// @param job as it is now: in a final state, or scheduled for another attempt
    /// @param retry the attempt that failed, if another one follows; else null
    /// @param encodedResult of a success
    /// @param output what it has printed
    public record Ending(
            RunningJob running,
            Job job,
            @Nullable Retry retry,
            @Nullable EncodedResult encodedResult,
            String output) {

        /// @return whether the job has ended
        public boolean isFinal() {
            return retry == null;
        }
    }

    /// @param before the job that [Ending#job] was made of: it may have been checkpointed since
    /// @param attempt that failed
    public record Retry(Job before, JobAttempt attempt) {}

    private static final Logger log = LoggerFactory.getLogger(CompletionMapper.class);
    private static final int MAX_SUMMARY = 300;

    private final InstantSource clock;
    private final Retention retention;
    private final StoreClock storeClock;

    public CompletionMapper(InstantSource clock, Retention retention, StoreClock storeClock) {
        this.storeClock = storeClock;
        this.clock = clock;
        this.retention = retention;
    }

    /// Takes time that grows with the result.
    public Ending conclude(RunningJob running, Outcome<Value> outcome) {
        return switch (outcome) {
            case Outcome.Succeeded<Value>(Value value) -> succeeded(running, value);
            case Outcome.Failed<Value>(Throwable cause) -> failed(running, failure(cause));
            case Outcome.Cancelled<Value> _ ->
                running.hasTimedOut()
                        ? failed(running, timedOut(running))
                        : ending(running, at(running).cancelled(now(), retention.finishedJobs()), null);
        };
    }

    private Ending succeeded(RunningJob running, Value value) {
        try {
            EncodedResult encodedResult = EncodedResult.of(value);
            Job job = at(running).succeeded(encodedResult.summary(), now(), retention.finishedJobs());
            return ending(running, job, encodedResult);
        } catch (OutOfMemoryError | FailedCalculationException e) {
            return failed(running, failure(e));
        } catch (RuntimeException e) { // retrying would not help, and would hold up the completions of other jobs
            log.error("Could not encode the result of job {}", running.job().id(), e);
            return failed(running, failure(e));
        }
    }

    private Ending failed(RunningJob running, JobFailure why) {
        RetryPolicy retry = running.job().plan().retry();
        int attempt = running.job().history().attempt();
        if (why.reason().canPass() && retry.hasAnother(attempt)) {
            return retried(running, why, retry.pauseAfter(attempt));
        }
        return ending(running, at(running).failed(why, now(), retention.finishedJobs()), null);
    }

    private Ending retried(RunningJob running, JobFailure why, Duration pause) {
        Job job = running.job();
        JobAttempt attempt = new JobAttempt(
                job.history().attempt(),
                JobState.FAILED,
                job.timestamps().startedAt(),
                now(),
                why.reason(),
                why.detail());
        return new Ending(running, job.retriedAt(storeClock.instant().plus(pause)), new Retry(job, attempt), null, "");
    }

    private static Ending ending(RunningJob running, Job job, @Nullable EncodedResult encodedResult) {
        return new Ending(running, job, null, encodedResult, running.output());
    }

    private static JobFailure failure(Throwable cause) {
        return switch (cause) {
            case OutOfMemoryError _ ->
                new JobFailure(
                        FailureReason.OUT_OF_MEMORY_BUDGET,
                        "There was not enough memory for this job. Submit it again when fewer jobs run, or give the "
                                + "service a larger heap.");
            case FailedCalculationException e -> failure(e);
            default ->
                new JobFailure(
                        FailureReason.COMPUTATION_FAILED, "The computation stopped with an error, which was logged.");
        };
    }

    private static JobFailure failure(FailedCalculationException failed) {
        ProgramError error = failed.error();
        return switch (failed.reason()) {
            case EXCEPTION ->
                new JobFailure(
                        FailureReason.PROGRAM_FAILED,
                        "The program ended with an exception that it did not handle: " + summary(error) + ".",
                        error);
            case RECURSION ->
                new JobFailure(
                        FailureReason.RECURSION,
                        "The program has too many nested calls. Use a loop, or end the recursion earlier.",
                        error);
            case MEMORY ->
                new JobFailure(
                        FailureReason.OUT_OF_MEMORY_BUDGET,
                        "The program needs more memory than a program may use here. Keep less data at a time.",
                        error);
        };
    }

    private static String summary(ProgramError error) {
        String text = error.message().isEmpty() ? error.exception() : error.exception() + ": " + error.message();
        String line = error.line() == 0 ? "" : " (line " + error.line() + ")";
        return (text.length() <= MAX_SUMMARY ? text : text.substring(0, MAX_SUMMARY) + "…") + line;
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
