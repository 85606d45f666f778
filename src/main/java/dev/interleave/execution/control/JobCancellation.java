package dev.interleave.execution.control;

import dev.interleave.execution.admission.QueueDepth;
import dev.interleave.execution.instance.InstanceId;
import dev.interleave.execution.instance.InstanceNotifier;
import dev.interleave.execution.metrics.JobMetrics;
import dev.interleave.execution.run.RunningJob;
import dev.interleave.execution.run.RunningJobs;
import dev.interleave.job.CompletionNotifier;
import dev.interleave.job.JobCanceller;
import dev.interleave.job.JobStore;
import dev.interleave.job.Retention;
import dev.interleave.job.model.IllegalTransitionException;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobNotFoundException;
import dev.interleave.job.model.JobState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// Cancels jobs, whichever instance runs them. Thread-safe.
@Component
public final class JobCancellation implements JobCanceller {

    /// How long the end of a job may take to be recorded before the caller is told that the store does not
    /// answer.
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final JobStore store;
    private final RunningJobs runningJobs;
    private final QueueDepth queueDepth;
    private final CompletionNotifier completionNotifier;
    private final InstanceNotifier instanceNotifier;
    private final InstanceId instance;
    private final InstantSource clock;
    private final Retention retention;
    private final JobMetrics metrics;
    private final Duration patience;

    @Autowired
    public JobCancellation(
            JobStore store,
            RunningJobs runningJobs,
            QueueDepth queueDepth,
            CompletionNotifier completionNotifier,
            InstanceNotifier instanceNotifier,
            InstanceId instance,
            InstantSource clock,
            Retention retention,
            JobMetrics metrics) {
        this(
                store,
                runningJobs,
                queueDepth,
                completionNotifier,
                instanceNotifier,
                instance,
                clock,
                retention,
                metrics,
                PATIENCE);
    }

    public JobCancellation(
            JobStore store,
            RunningJobs runningJobs,
            QueueDepth queueDepth,
            CompletionNotifier completionNotifier,
            InstanceNotifier instanceNotifier,
            InstanceId instance,
            InstantSource clock,
            Retention retention,
            JobMetrics metrics,
            Duration patience) {
        this.store = store;
        this.runningJobs = runningJobs;
        this.queueDepth = queueDepth;
        this.completionNotifier = completionNotifier;
        this.instanceNotifier = instanceNotifier;
        this.instance = instance;
        this.clock = clock;
        this.retention = retention;
        this.metrics = metrics;
        this.patience = patience;
    }

    /// Tries until the job has ended one way or the other: it may be let into the loop just while it is
    /// cancelled in the queue.
    @Override
    public Job cancel(UUID id) {
        OptimisticRetry optimisticRetry = new OptimisticRetry(id, patience);
        while (true) {
            runningJobs.find(id).ifPresent(running -> stop(running, optimisticRetry));
            Job job = store.find(id).orElseThrow(() -> new JobNotFoundException(id));
            if (job.state() == JobState.CANCELLED) {
                return job;
            }
            if (job.state().isFinal()) {
                throw new IllegalTransitionException(id, job.state(), JobState.CANCELLED);
            }
            if (!cancelledInStore(job, optimisticRetry)) {
                optimisticRetry.pause();
            }
        }
    }

    private boolean cancelledInStore(Job job, OptimisticRetry optimisticRetry) {
        if (job.state() == JobState.RUNNING) {
            if (instance.holds(job)) {
                return false; // it is about to enter the loop
            }
            if (optimisticRetry.shouldCommandOwner()) {
                instanceNotifier.send(InstanceNotifier.Command.CANCEL, job.id());
            }
            if (!optimisticRetry.isOwnerLate()) {
                return false;
            }
        }
        Job cancelled = job.cancelled(clock.instant(), retention.finishedJobs());
        if (!store.change(job, cancelled)) {
            return false;
        }
        metrics.finished(List.of(cancelled));
        if (job.state() == JobState.QUEUED) {
            queueDepth.release(1);
        }
        completionNotifier.finished(job.id());
        return true;
    }

    private static void stop(RunningJob running, OptimisticRetry optimisticRetry) {
        running.task().cancel();
        try {
            running.recorded().get(Math.max(1, optimisticRetry.leftNanos()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw optimisticRetry.timedOut();
        } catch (ExecutionException | TimeoutException e) {
            throw optimisticRetry.timedOut();
        }
    }
}
