package dev.interleave.execution.submission;

import dev.interleave.computation.MemoryUnavailableException;
import dev.interleave.computation.Value;
import dev.interleave.eventloop.EventLoop;
import dev.interleave.eventloop.Outcome;
import dev.interleave.eventloop.Task;
import dev.interleave.eventloop.fair.SchedulingWeight;
import dev.interleave.execution.admission.MemoryBudget;
import dev.interleave.execution.await.AwaitRecorder;
import dev.interleave.execution.checkpoint.CalculationLoader;
import dev.interleave.execution.checkpoint.CalculationLoader.Beginning;
import dev.interleave.execution.completion.CompletionQueue;
import dev.interleave.execution.metrics.JobMetrics;
import dev.interleave.execution.metrics.LoopTimeMeter;
import dev.interleave.execution.metrics.LoopTimeline;
import dev.interleave.execution.metrics.ThroughputMeter;
import dev.interleave.execution.run.RunningJob;
import dev.interleave.execution.run.RunningJobs;
import dev.interleave.job.model.Job;
import dev.interleave.tracing.LogContext;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Starts admitted jobs as tasks of the loop. Thread-safe.
@Component
public final class JobLauncher {

    private static final Logger log = LoggerFactory.getLogger(JobLauncher.class);

    private final EventLoop loop;
    private final CalculationLoader calculationLoader;
    private final RunningJobs runningJobs;
    private final CompletionQueue completionQueue;
    private final JobTimeouts jobTimeouts;
    private final MemoryBudget memoryBudget;
    private final ThroughputMeter throughput;
    private final LoopTimeline timeline;
    private final JobMetrics metrics;
    private final LoopTimeMeter loopTimeMeter;
    private final GrowthRequeue growthRequeue;
    private final AwaitRecorder awaitRecorder;

    public JobLauncher(
            EventLoop loop,
            CalculationLoader calculationLoader,
            RunningJobs runningJobs,
            CompletionQueue completionQueue,
            JobTimeouts jobTimeouts,
            MemoryBudget memoryBudget,
            ThroughputMeter throughput,
            LoopTimeline timeline,
            JobMetrics metrics,
            LoopTimeMeter loopTimeMeter,
            GrowthRequeue growthRequeue,
            AwaitRecorder awaitRecorder) {
        this.loop = loop;
        this.calculationLoader = calculationLoader;
        this.runningJobs = runningJobs;
        this.completionQueue = completionQueue;
        this.jobTimeouts = jobTimeouts;
        this.memoryBudget = memoryBudget;
        this.throughput = throughput;
        this.timeline = timeline;
        this.metrics = metrics;
        this.loopTimeMeter = loopTimeMeter;
        this.growthRequeue = growthRequeue;
        this.awaitRecorder = awaitRecorder;
    }

    /// A job whose checkpoint cannot be read now is left to the reconciliation of jobs.
    ///
    /// @param jobs running, durable, leased to this instance, their memory reserved
    void launch(Collection<Job> jobs) {
        jobs.forEach(job -> {
            try {
                launch(calculationLoader.of(job));
            } catch (RuntimeException e) {
                try (var _ = LogContext.of(job)) {
                    log.warn("Could not start job {}; retrying: {}", job.id(), e.toString());
                }
                memoryBudget.release(job);
            }
        });
    }

    private void launch(Beginning beginning) {
        RunningJob running = prepare(beginning);
        runningJobs.add(running);
        memoryBudget.forgetGrowth(running.job());
        Runnable stopTimeout = jobTimeouts.watch(running);
        running.task().onAwait(() -> awaitRecorder.add(running));
        running.task().onDone(outcome -> {
            stopTimeout.run();
            measure(running);
            if (outcome instanceof Outcome.Failed<Value>(MemoryUnavailableException _)) {
                growthRequeue.add(running);
            } else {
                completionQueue.add(running, outcome);
            }
        });
        loop.schedule(running.task());
    }

    /// Runs a job that is not stored yet.
    ///
    /// @param job running, never saved, without a timeout
    /// @param whenEnded called on the loop thread
    /// @return the job, on the loop
    RunningJob attempt(Job job, Runnable whenEnded) {
        RunningJob running = prepare(calculationLoader.of(job));
        running.task().onDone(_ -> {
            measure(running);
            running.releaseCalculation();
            whenEnded.run();
        });
        loop.schedule(running.task());
        return running;
    }

    /// Persists the completion of an attempted job, also if it has ended already.
    ///
    /// @param running stored by now
    void keep(RunningJob running) {
        runningJobs.add(running);
        running.task().onDone(outcome -> completionQueue.add(running, outcome));
    }

    private RunningJob prepare(Beginning beginning) {
        Job job = beginning.job();
        Task<Value> task = new Task<>(loop, job.id().toString(), beginning.calculation(), weight(job));
        RunningJob running = new RunningJob(job, task, beginning.calculation(), memoryBudget.reservation(job));
        beginning.calculation().growWith(() -> growthRequeue.grow(running));
        metrics.launched(job);
        timeline.launched(running);
        return running;
    }

    /// On the loop thread, when a task has ended.
    private void measure(RunningJob running) {
        throughput.record(running);
        loopTimeMeter.charge(running);
    }

    private static SchedulingWeight weight(Job job) {
        return new SchedulingWeight(job.owner(), job.spec().priority().weight());
    }
}
