package dev.interleave.execution;

import dev.interleave.job.FinishSignals;
import dev.interleave.job.IllegalTransitionException;
import dev.interleave.job.Job;
import dev.interleave.job.JobNotFoundException;
import dev.interleave.job.JobState;
import dev.interleave.job.JobStore;
import dev.interleave.job.Retention;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Cancels jobs wherever they are. Thread-safe.
@Component
final class Cancellations {

    private final JobStore store;
    private final RunningJobs runningJobs;
    private final WaitingJobs waiting;
    private final FinishSignals signals;
    private final InstantSource clock;
    private final Retention retention;

    Cancellations(
            JobStore store,
            RunningJobs runningJobs,
            WaitingJobs waiting,
            FinishSignals signals,
            InstantSource clock,
            Retention retention) {
        this.store = store;
        this.runningJobs = runningJobs;
        this.waiting = waiting;
        this.signals = signals;
        this.clock = clock;
        this.retention = retention;
    }

    /// Tries until the job has ended one way or the other: it may be let into the loop just while it is
    /// cancelled in the queue.
    Job cancel(UUID id) {
        while (true) {
            Optional<RunningJob> running = runningJobs.find(id);
            running.ifPresent(Cancellations::stop);
            Job job = store.find(id).orElseThrow(() -> new JobNotFoundException(id));
            if (job.state() == JobState.CANCELLED) {
                return job;
            }
            if (job.state().isFinal()) {
                throw new IllegalTransitionException(id, job.state(), JobState.CANCELLED);
            }
            if (job.state() != JobState.RUNNING && store.finishWaiting(cancelled(job))) {
                waiting.leave(1);
                signals.finished(id);
            } else {
                Thread.onSpinWait();
            }
        }
    }

    private static void stop(RunningJob running) {
        running.task().cancel();
        running.recorded().join();
    }

    private Job cancelled(Job job) {
        return job.cancelled(clock.instant(), retention.finishedJobs());
    }
}
