package dev.interleave.execution.submission;

import dev.interleave.computation.Value;
import dev.interleave.eventloop.Outcome;
import dev.interleave.execution.admission.MemoryBudget;
import dev.interleave.execution.completion.CompletionMapper;
import dev.interleave.execution.completion.CompletionMapper.Ending;
import dev.interleave.execution.metrics.JobMetrics;
import dev.interleave.execution.run.RunningJob;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobResult;
import dev.interleave.job.model.JobSpec;
import dev.interleave.job.plan.RetryPolicy;
import dev.interleave.store.TimeoutScheduler;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// Runs brief jobs before they are inserted, so that one row and one commit hold their start and their end. A
/// crash in between loses nothing: no response was sent yet. Thread-safe.
@Component
public final class EagerExecution {

    /// Results of some 1,000 digits, which are kept with the job; a few hundred steps of less than a
    /// microsecond.
    private static final long MAX_BITS = (long) (JobResult.INLINE_DIGITS * Math.log(10) / Math.log(2));

    /// For all jobs of a request together; that is 20 µs for each of a thousand.
    private static final Duration LONGEST_WAIT = Duration.ofMillis(20);

    /// A job that is not in the store yet.
    ///
    /// @param running stepped by the loop
    /// @param ending how it ended, or null if that took too long
    record Attempt(RunningJob running, @Nullable Ending ending) {

        /// @return the job as it is to be recorded
        Job job() {
            return ending == null ? running.job() : ending.job();
        }

        boolean hasEnded() {
            return ending != null;
        }
    }

    private final JobLauncher jobLauncher;
    private final CompletionMapper completionMapper;
    private final MemoryBudget memoryBudget;
    private final JobMetrics metrics;
    private final TimeoutScheduler timeoutScheduler;

    @Autowired
    public EagerExecution(
            JobLauncher jobLauncher, CompletionMapper completionMapper, MemoryBudget memoryBudget, JobMetrics metrics) {
        this(jobLauncher, completionMapper, memoryBudget, metrics, LONGEST_WAIT);
    }

    public EagerExecution(
            JobLauncher jobLauncher,
            CompletionMapper completionMapper,
            MemoryBudget memoryBudget,
            JobMetrics metrics,
            Duration longestWait) {
        this.jobLauncher = jobLauncher;
        this.completionMapper = completionMapper;
        this.memoryBudget = memoryBudget;
        this.metrics = metrics;
        this.timeoutScheduler = new TimeoutScheduler("brief-jobs", longestWait);
    }

    public static boolean isBrief(JobSpec spec) {
        return spec.timeout() == null && spec.cost().bits() <= MAX_BITS;
    }

    /// A job that may fail and run again is not.
    static boolean isBrief(Job job) {
        return isBrief(job.spec()) && job.plan().retry().equals(RetryPolicy.NONE);
    }

    /// Waits for the ends of brief jobs, but not for long.
    ///
    /// @param jobs running, not stored yet, their memory reserved
    /// @return in the same order
    List<Attempt> attempt(List<Job> jobs) {
        var unended = new AtomicInteger(jobs.size());
        var over = new CountDownLatch(jobs.isEmpty() ? 0 : 1);
        Runnable ended = () -> {
            if (unended.decrementAndGet() == 0) {
                over.countDown();
            }
        };
        List<RunningJob> tried =
                jobs.stream().map(job -> jobLauncher.attempt(job, ended)).toList();
        await(over);
        return tried.stream().map(this::attempt).toList();
    }

    private void await(CountDownLatch over) {
        if (over.getCount() == 0) {
            return;
        }
        Future<?> limit = timeoutScheduler.schedule(over::countDown);
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // then they are recorded as they are
        } finally {
            limit.cancel(false);
        }
    }

    private Attempt attempt(RunningJob running) {
        Outcome<Value> outcome = running.task().outcome();
        Ending ending = outcome == null ? null : completionMapper.conclude(running, outcome);
        return new Attempt(running, ending == null || needsPieces(ending) ? null : ending);
    }

    private static boolean needsPieces(Ending ending) {
        JobResult result = ending.job().result();
        return (result != null && result.value() == null) || !ending.output().isEmpty();
    }

    /// To be called when the jobs are on record: those that have not ended are now like all others.
    void recorded(Collection<Attempt> attempts) {
        List<Job> ended =
                attempts.stream().filter(Attempt::hasEnded).map(Attempt::job).toList();
        metrics.finished(ended);
        attempts.stream()
                .filter(Attempt::hasEnded)
                .forEach(attempt -> memoryBudget.release(attempt.running().reservedBytes()));
        attempts.stream()
                .filter(attempt -> !attempt.hasEnded())
                .forEach(attempt -> jobLauncher.keep(attempt.running()));
    }

    /// To be called when they are not.
    void refused(Collection<Attempt> attempts) {
        for (Attempt attempt : attempts) {
            attempt.running().abandon();
            memoryBudget.release(attempt.running().reservedBytes());
        }
    }
}
