package dev.interleave.execution;

import dev.interleave.execution.Snapshots.Snapshot;
import dev.interleave.job.IllegalTransitionException;
import dev.interleave.job.Job;
import dev.interleave.job.JobNotFoundException;
import dev.interleave.job.JobState;
import dev.interleave.job.JobStore;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// Pauses jobs wherever they are, and lets them go on. A paused job holds no memory but its checkpoint in the
/// store. Thread-safe.
@Component
final class Pauses {

    private final JobStore store;
    private final RunningJobs runningJobs;
    private final WaitingJobs waiting;
    private final Snapshots snapshots;
    private final Saver saver;
    private final Departures departures;
    private final QueuePump pump;
    private final Peers peers;
    private final InstanceId instance;
    private final Duration patience;

    @Autowired
    Pauses(
            JobStore store,
            RunningJobs runningJobs,
            WaitingJobs waiting,
            Snapshots snapshots,
            Saver saver,
            Departures departures,
            QueuePump pump,
            Peers peers,
            InstanceId instance) {
        this(store, runningJobs, waiting, snapshots, saver, departures, pump, peers, instance, Cancellations.PATIENCE);
    }

    Pauses(
            JobStore store,
            RunningJobs runningJobs,
            WaitingJobs waiting,
            Snapshots snapshots,
            Saver saver,
            Departures departures,
            QueuePump pump,
            Peers peers,
            InstanceId instance,
            Duration patience) {
        this.store = store;
        this.runningJobs = runningJobs;
        this.waiting = waiting;
        this.snapshots = snapshots;
        this.saver = saver;
        this.departures = departures;
        this.pump = pump;
        this.peers = peers;
        this.instance = instance;
        this.patience = patience;
    }

    /// Tries until the job is paused or has ended, as with [Cancellations#cancel].
    Job pause(UUID id) {
        Attempts attempts = new Attempts(id, patience);
        while (true) {
            runningJobs.find(id).ifPresent(this::pauseHere);
            Job job = find(id);
            if (job.state() == JobState.PAUSED) {
                return job;
            }
            if (job.state().isFinal()) {
                throw new IllegalTransitionException(id, job.state(), JobState.PAUSED);
            }
            if (!pausedInStore(job, attempts)) {
                attempts.waitAMoment();
            }
        }
    }

    /// Lets a paused job wait for room in a loop. One that was never paused, or is resumed already, is left as
    /// it is.
    Job resume(UUID id) {
        Attempts attempts = new Attempts(id, patience);
        while (true) {
            Job job = find(id);
            if (job.state().isFinal()) {
                throw new IllegalTransitionException(id, job.state(), JobState.RUNNING);
            }
            if (job.state() != JobState.PAUSED) {
                return job;
            }
            if (resumedInStore(job)) {
                pump.look();
                peers.jobsWait();
            } else {
                attempts.waitAMoment();
            }
        }
    }

    /// Saves a job of this instance and takes it out of the loop. If that fails, it goes on.
    void pauseHere(RunningJob running) {
        running.saving().lock();
        try {
            Optional<Snapshot> snapshot = snapshots.pause(running);
            if (snapshot.isPresent()) {
                saver.save(running, snapshot.get(), Job::paused);
                departures.abandon(running); // if that was not recorded, somebody else has the job
            }
        } catch (RuntimeException | Error e) {
            running.task().resume();
            throw e;
        } finally {
            running.saving().unlock();
        }
    }

    private boolean pausedInStore(Job job, Attempts attempts) {
        if (job.state() == JobState.RUNNING) {
            if (instance.holds(job)) {
                return false; // it is about to enter the loop, or to end
            }
            if (attempts.ownerIsToBeAsked()) {
                peers.ask(Peers.Order.PAUSE, job.id());
            }
            if (!attempts.ownerIsLate()) {
                return false;
            }
        }
        boolean paused = store.change(job, job.paused());
        if (paused && job.state() == JobState.QUEUED) {
            waiting.leave(1);
        }
        return paused;
    }

    private boolean resumedInStore(Job job) {
        waiting.join(1);
        boolean resumed = false;
        try {
            resumed = store.change(job, job.resumed());
        } finally {
            if (!resumed) {
                waiting.leave(1);
            }
        }
        return resumed;
    }

    private Job find(UUID id) {
        return store.find(id).orElseThrow(() -> new JobNotFoundException(id));
    }
}
