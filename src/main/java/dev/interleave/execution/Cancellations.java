package dev.interleave.execution;

import dev.interleave.job.FinishSignals;
import dev.interleave.job.IllegalTransitionException;
import dev.interleave.job.Job;
import dev.interleave.job.JobNotFoundException;
import dev.interleave.job.JobState;
import dev.interleave.job.JobStore;
import dev.interleave.job.Retention;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// Cancels jobs wherever they are. Thread-safe.
@Component
final class Cancellations {

    /// How long the end of a job may take to be recorded before the caller is told that the store does not
    /// answer.
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final JobStore store;
    private final RunningJobs runningJobs;
    private final WaitingJobs waiting;
    private final FinishSignals signals;
    private final Peers peers;
    private final InstanceId instance;
    private final InstantSource clock;
    private final Retention retention;
    private final JobFigures figures;
    private final Duration patience;

    @Autowired
    Cancellations(
            JobStore store,
            RunningJobs runningJobs,
            WaitingJobs waiting,
            FinishSignals signals,
            Peers peers,
            InstanceId instance,
            InstantSource clock,
            Retention retention,
            JobFigures figures) {
        this(store, runningJobs, waiting, signals, peers, instance, clock, retention, figures, PATIENCE);
    }

    Cancellations(
            JobStore store,
            RunningJobs runningJobs,
            WaitingJobs waiting,
            FinishSignals signals,
            Peers peers,
            InstanceId instance,
            InstantSource clock,
            Retention retention,
            JobFigures figures,
            Duration patience) {
        this.store = store;
        this.runningJobs = runningJobs;
        this.waiting = waiting;
        this.signals = signals;
        this.peers = peers;
        this.instance = instance;
        this.clock = clock;
        this.retention = retention;
        this.figures = figures;
        this.patience = patience;
    }

    /// Tries until the job has ended one way or the other: it may be let into the loop just while it is
    /// cancelled in the queue.
    Job cancel(UUID id) {
        Attempts attempts = new Attempts(id, patience);
        while (true) {
            runningJobs.find(id).ifPresent(running -> stop(running, attempts));
            Job job = store.find(id).orElseThrow(() -> new JobNotFoundException(id));
            if (job.state() == JobState.CANCELLED) {
                return job;
            }
            if (job.state().isFinal()) {
                throw new IllegalTransitionException(id, job.state(), JobState.CANCELLED);
            }
            if (!cancelledInStore(job, attempts)) {
                attempts.waitAMoment();
            }
        }
    }

    private boolean cancelledInStore(Job job, Attempts attempts) {
        if (job.state() == JobState.RUNNING) {
            if (instance.holds(job)) {
                return false; // it is about to enter the loop
            }
            if (attempts.ownerIsToBeAsked()) {
                peers.ask(Peers.Order.CANCEL, job.id());
            }
            if (!attempts.ownerIsLate()) {
                return false;
            }
        }
        Job cancelled = job.cancelled(clock.instant(), retention.finishedJobs());
        if (!store.change(job, cancelled)) {
            return false;
        }
        figures.finished(List.of(cancelled));
        if (job.state() == JobState.QUEUED) {
            waiting.leave(1);
        }
        signals.finished(job.id());
        return true;
    }

    private static void stop(RunningJob running, Attempts attempts) {
        running.task().cancel();
        try {
            running.recorded().get(Math.max(1, attempts.leftNanos()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw attempts.notRecorded();
        } catch (ExecutionException | TimeoutException e) {
            throw attempts.notRecorded();
        }
    }
}
