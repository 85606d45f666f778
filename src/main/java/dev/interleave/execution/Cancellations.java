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
import java.util.concurrent.locks.LockSupport;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.stereotype.Component;

/// Cancels jobs wherever they are. Thread-safe.
@Component
final class Cancellations {

    /// How long the end of a job may take to be recorded before the caller is told that the store does not
    /// answer.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final long MOMENT_NANOS = 500_000;

    private final JobStore store;
    private final RunningJobs runningJobs;
    private final WaitingJobs waiting;
    private final FinishSignals signals;
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
            InstantSource clock,
            Retention retention,
            JobFigures figures) {
        this(store, runningJobs, waiting, signals, clock, retention, figures, PATIENCE);
    }

    Cancellations(
            JobStore store,
            RunningJobs runningJobs,
            WaitingJobs waiting,
            FinishSignals signals,
            InstantSource clock,
            Retention retention,
            JobFigures figures,
            Duration patience) {
        this.store = store;
        this.runningJobs = runningJobs;
        this.waiting = waiting;
        this.signals = signals;
        this.clock = clock;
        this.retention = retention;
        this.figures = figures;
        this.patience = patience;
    }

    /// Tries until the job has ended one way or the other: it may be let into the loop just while it is
    /// cancelled in the queue.
    Job cancel(UUID id) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            runningJobs.find(id).ifPresent(running -> stop(running, deadline));
            Job job = store.find(id).orElseThrow(() -> new JobNotFoundException(id));
            if (job.state() == JobState.CANCELLED) {
                return job;
            }
            if (job.state().isFinal()) {
                throw new IllegalTransitionException(id, job.state(), JobState.CANCELLED);
            }
            Job cancelled = cancelled(job);
            if (job.state() != JobState.RUNNING && store.finishWaiting(cancelled)) {
                waiting.leave(1);
                figures.finished(List.of(cancelled));
                signals.finished(id);
            } else {
                giveItAMoment(id, deadline);
            }
        }
    }

    /// A job that was recorded as running enters the loop right after that.
    private static void giveItAMoment(UUID id, long deadline) {
        if (System.nanoTime() - deadline > 0) {
            throw notRecorded(id);
        }
        LockSupport.parkNanos(MOMENT_NANOS);
    }

    private static void stop(RunningJob running, long deadline) {
        running.task().cancel();
        try {
            running.recorded().get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notRecorded(running.job().id());
        } catch (ExecutionException | TimeoutException e) {
            throw notRecorded(running.job().id());
        }
    }

    private static TransientDataAccessResourceException notRecorded(UUID id) {
        return new TransientDataAccessResourceException("the end of job " + id + " is not recorded yet");
    }

    private Job cancelled(Job job) {
        return job.cancelled(clock.instant(), retention.finishedJobs());
    }
}
