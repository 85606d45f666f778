package dev.interleave.execution.control;

import dev.interleave.execution.admission.JobReleaser;
import dev.interleave.execution.admission.QueueDepth;
import dev.interleave.execution.checkpoint.CheckpointWriter;
import dev.interleave.execution.checkpoint.Snapshotter;
import dev.interleave.execution.checkpoint.Snapshotter.Snapshot;
import dev.interleave.execution.instance.InstanceId;
import dev.interleave.execution.instance.InstanceNotifier;
import dev.interleave.execution.run.RunningJob;
import dev.interleave.execution.run.RunningJobs;
import dev.interleave.execution.submission.QueuePoller;
import dev.interleave.job.JobPauser;
import dev.interleave.job.JobStore;
import dev.interleave.job.model.IllegalTransitionException;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobNotFoundException;
import dev.interleave.job.model.JobState;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// Pauses and resumes jobs, whichever instance runs them. A paused job uses no memory: its checkpoint is in the
/// store. Thread-safe.
@Component
public final class JobPausing implements JobPauser {

    private final JobStore store;
    private final RunningJobs runningJobs;
    private final QueueDepth queueDepth;
    private final Snapshotter snapshotter;
    private final CheckpointWriter checkpointWriter;
    private final JobReleaser jobReleaser;
    private final QueuePoller queuePoller;
    private final InstanceNotifier instanceNotifier;
    private final InstanceId instance;
    private final Duration patience;

    @Autowired
    public JobPausing(
            JobStore store,
            RunningJobs runningJobs,
            QueueDepth queueDepth,
            Snapshotter snapshotter,
            CheckpointWriter checkpointWriter,
            JobReleaser jobReleaser,
            QueuePoller queuePoller,
            InstanceNotifier instanceNotifier,
            InstanceId instance) {
        this(
                store,
                runningJobs,
                queueDepth,
                snapshotter,
                checkpointWriter,
                jobReleaser,
                queuePoller,
                instanceNotifier,
                instance,
                JobCancellation.PATIENCE);
    }

    public JobPausing(
            JobStore store,
            RunningJobs runningJobs,
            QueueDepth queueDepth,
            Snapshotter snapshotter,
            CheckpointWriter checkpointWriter,
            JobReleaser jobReleaser,
            QueuePoller queuePoller,
            InstanceNotifier instanceNotifier,
            InstanceId instance,
            Duration patience) {
        this.store = store;
        this.runningJobs = runningJobs;
        this.queueDepth = queueDepth;
        this.snapshotter = snapshotter;
        this.checkpointWriter = checkpointWriter;
        this.jobReleaser = jobReleaser;
        this.queuePoller = queuePoller;
        this.instanceNotifier = instanceNotifier;
        this.instance = instance;
        this.patience = patience;
    }

    /// Tries until the job is paused or has ended, as with [JobCancellation#cancel].
    @Override
    public Job pause(UUID id) {
        OptimisticRetry optimisticRetry = new OptimisticRetry(id, patience);
        while (true) {
            runningJobs.find(id).ifPresent(this::pauseHere);
            Job job = find(id);
            if (job.state() == JobState.PAUSED) {
                return job;
            }
            if (job.state().isFinal()) {
                throw new IllegalTransitionException(id, job.state(), JobState.PAUSED);
            }
            if (!pausedInStore(job, optimisticRetry)) {
                optimisticRetry.pause();
            }
        }
    }

    /// Queues a paused job. Leaves a job that is not paused unchanged.
    @Override
    public Job resume(UUID id) {
        OptimisticRetry optimisticRetry = new OptimisticRetry(id, patience);
        while (true) {
            Job job = find(id);
            if (job.state().isFinal()) {
                throw new IllegalTransitionException(id, job.state(), JobState.RUNNING);
            }
            if (job.state() != JobState.PAUSED) {
                return job;
            }
            if (resumedInStore(job)) {
                queuePoller.poll();
                instanceNotifier.announceQueuedJobs();
            } else {
                optimisticRetry.pause();
            }
        }
    }

    /// Saves a job of this instance and takes it out of the loop. If that fails, it goes on.
    public void pauseHere(RunningJob running) {
        running.saving().lock();
        try {
            Optional<Snapshot> snapshot = snapshotter.pause(running);
            if (snapshot.isPresent()) {
                checkpointWriter.save(running, snapshot.get(), Job::paused);
                jobReleaser.abandon(running); // if that was fenced, another instance has the job
            }
        } catch (RuntimeException | Error e) {
            running.task().resume();
            throw e;
        } finally {
            running.saving().unlock();
        }
    }

    private boolean pausedInStore(Job job, OptimisticRetry optimisticRetry) {
        if (job.state() == JobState.RUNNING) {
            if (instance.holds(job)) {
                return false; // it is about to enter the loop, or to end
            }
            if (optimisticRetry.shouldCommandOwner()) {
                instanceNotifier.send(InstanceNotifier.Command.PAUSE, job.id());
            }
            if (!optimisticRetry.isOwnerLate()) {
                return false;
            }
        }
        boolean paused = store.change(job, job.paused());
        if (paused && job.state() == JobState.QUEUED) {
            queueDepth.release(1);
        }
        return paused;
    }

    private boolean resumedInStore(Job job) {
        queueDepth.reserve(1);
        boolean resumed = false;
        try {
            resumed = store.change(job, job.resumed());
        } finally {
            if (!resumed) {
                queueDepth.release(1);
            }
        }
        return resumed;
    }

    private Job find(UUID id) {
        return store.find(id).orElseThrow(() -> new JobNotFoundException(id));
    }
}
