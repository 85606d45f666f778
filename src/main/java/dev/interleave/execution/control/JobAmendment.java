package dev.interleave.execution.control;

import dev.interleave.execution.admission.QueueDepth;
import dev.interleave.execution.instance.InstanceId;
import dev.interleave.execution.instance.InstanceNotifier;
import dev.interleave.execution.run.RunningJob;
import dev.interleave.execution.run.RunningJobs;
import dev.interleave.execution.submission.QueuePoller;
import dev.interleave.job.JobAmender;
import dev.interleave.job.JobQuotas;
import dev.interleave.job.JobStore;
import dev.interleave.job.NewJob;
import dev.interleave.job.model.FailureReason;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobAttempt;
import dev.interleave.job.model.JobFailure;
import dev.interleave.job.model.JobNotFoundException;
import dev.interleave.job.model.JobSpec;
import dev.interleave.job.model.JobState;
import dev.interleave.store.StoreClock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Changes jobs and runs them again, whichever instance has run them. Thread-safe.
@Component
public final class JobAmendment implements JobAmender {

    private final JobStore store;
    private final RunningJobs runningJobs;
    private final QueueDepth queueDepth;
    private final QueuePoller queuePoller;
    private final InstanceNotifier instanceNotifier;
    private final InstanceId instance;
    private final JobQuotas quotas;
    private final StoreClock storeClock;

    JobAmendment(
            JobStore store,
            RunningJobs runningJobs,
            QueueDepth queueDepth,
            QueuePoller queuePoller,
            InstanceNotifier instanceNotifier,
            InstanceId instance,
            JobQuotas quotas,
            StoreClock storeClock) {
        this.store = store;
        this.runningJobs = runningJobs;
        this.queueDepth = queueDepth;
        this.queuePoller = queuePoller;
        this.instanceNotifier = instanceNotifier;
        this.instance = instance;
        this.quotas = quotas;
        this.storeClock = storeClock;
    }

    /// Tries until no other change comes in between.
    @Override
    public Job amend(UUID id, Amendment amendment) {
        OptimisticRetry optimisticRetry = new OptimisticRetry(id, JobCancellation.PATIENCE);
        while (true) {
            Job job = find(id);
            Job amended = amended(job, amendment);
            if (amended.spec().equals(job.spec()) && amended.plan().equals(job.plan())) {
                return job;
            }
            if (store.amend(job, amended)) {
                apply(job, amended);
                return amended;
            }
            optimisticRetry.pause();
        }
    }

    private Job amended(Job job, Amendment amendment) {
        JobSpec spec = job.spec()
                .with(
                        Objects.requireNonNullElse(
                                amendment.priority(), job.spec().priority()),
                        Objects.requireNonNullElse(
                                amendment.labels(), job.spec().labels()));
        Instant startAt = amendment.startAt() == null ? job.plan().startAt() : amendment.startAt();
        return job.amended(spec, startAt, storeClock.instant());
    }

    private void apply(Job before, Job after) {
        if (before.state() == JobState.SCHEDULED && after.state() == JobState.QUEUED) {
            queueDepth.restore(1);
            announceQueued();
        } else if (after.state() == JobState.RUNNING) {
            if (!instance.holds(after)) {
                instanceNotifier.send(InstanceNotifier.Command.REFRESH, after.id());
            }
            runningJobs.find(after.id()).ifPresent(this::refresh);
        }
    }

    /// Reads a job of this instance again, after a change by a client.
    ///
    /// @param running on the loop of this instance
    public void refresh(RunningJob running) {
        store.find(running.job().id()).ifPresent(running::change);
    }

    @Override
    public Job retry(UUID id) {
        OptimisticRetry optimisticRetry = new OptimisticRetry(id, JobCancellation.PATIENCE);
        while (true) {
            Job job = find(id);
            Job retried = job.retried();
            quotas.check(
                    job.owner(), List.of(new NewJob(id, job.owner(), job.spec(), job.plan(), null, null, List.of())));
            if (retriedInStore(job, retried)) {
                announceQueued();
                return retried;
            }
            optimisticRetry.pause();
        }
    }

    private boolean retriedInStore(Job job, Job retried) {
        queueDepth.reserve(1);
        boolean stored = false;
        try {
            stored = store.retry(job, retried, attempt(job));
        } finally {
            if (!stored) {
                queueDepth.release(1);
            }
        }
        return stored;
    }

    private static JobAttempt attempt(Job job) {
        JobFailure failure = job.failure();
        @Nullable FailureReason reason = failure == null ? null : failure.reason();
        return new JobAttempt(
                job.history().attempt(),
                job.state(),
                job.timestamps().startedAt(),
                Objects.requireNonNull(job.timestamps().finishedAt()),
                reason,
                failure == null ? null : failure.detail());
    }

    private void announceQueued() {
        queuePoller.poll();
        instanceNotifier.announceQueuedJobs();
    }

    private Job find(UUID id) {
        return store.find(id).orElseThrow(() -> new JobNotFoundException(id));
    }
}
