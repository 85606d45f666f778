package dev.interleave.execution.waiting;

import dev.interleave.job.JobCanceller;
import dev.interleave.job.WaitingJobStore;
import dev.interleave.job.model.IllegalTransitionException;
import dev.interleave.job.model.JobNotFoundException;
import dev.interleave.supervision.SupervisedThread;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Cancels the jobs of a wait that is over: those of a program that was cancelled, and those that lost against the
/// first
/// of several. Thread-safe; several instances may cancel the same jobs.
@Component
final class ChildCancellation {

    private static final Logger log = LoggerFactory.getLogger(ChildCancellation.class);
    private static final int POLL_MILLIS = 1_000;
    private static final int BATCH = 100;

    private final WaitingJobStore waitingJobs;
    private final JobCanceller canceller;
    private final Semaphore wakeUps = new Semaphore(1);
    private volatile boolean running;
    private @Nullable SupervisedThread thread;

    ChildCancellation(WaitingJobStore waitingJobs, JobCanceller canceller) {
        this.waitingJobs = waitingJobs;
        this.canceller = canceller;
        waitingJobs.onChange(wakeUps::release);
    }

    void start() {
        running = true;
        thread = SupervisedThread.start("child-cancellation", true, this::run, () -> !running);
    }

    void stop() {
        running = false;
        SupervisedThread stopping = thread;
        if (stopping != null) {
            stopping.interrupt();
            try {
                stopping.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        try {
            while (running) {
                if (!cancelBatch() && wakeUps.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    wakeUps.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it is stopped
        }
    }

    /// @return whether there may be more
    private boolean cancelBatch() {
        try {
            List<UUID> children = waitingJobs.toCancel(BATCH);
            List<UUID> cancelled = children.stream().filter(this::isCancelled).toList();
            waitingJobs.forgetCancelled(cancelled);
            return cancelled.size() == BATCH;
        } catch (RuntimeException e) {
            log.warn("Could not cancel the jobs of waits that are over; retrying: {}", e.toString());
            return false;
        }
    }

    /// @return whether the job has ended
    private boolean isCancelled(UUID child) {
        try {
            canceller.cancel(child);
            return true;
        } catch (IllegalTransitionException | JobNotFoundException e) {
            return true; // it has ended, or was deleted
        } catch (RuntimeException e) {
            log.warn("Could not cancel job {}, whose wait is over; retrying: {}", child, e.toString());
            return false;
        }
    }
}
