package dev.interleave.execution.waiting;

import dev.interleave.job.JobCanceller;
import dev.interleave.job.WaitingJobStore;
import dev.interleave.job.model.IllegalTransitionException;
import dev.interleave.job.model.JobNotFoundException;
import dev.interleave.supervision.PollingThread;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Cancels the jobs of a wait that is over: those of a program that was cancelled, and those that lost against the
/// first
/// of several. Thread-safe; several instances may cancel the same jobs.
@Component
final class ChildCancellation {

    private static final Logger log = LoggerFactory.getLogger(ChildCancellation.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int BATCH = 100;

    private final WaitingJobStore waitingJobs;
    private final JobCanceller canceller;
    private final PollingThread thread = new PollingThread("child-cancellation", this::cancelBatch);

    ChildCancellation(WaitingJobStore waitingJobs, JobCanceller canceller) {
        this.waitingJobs = waitingJobs;
        this.canceller = canceller;
        waitingJobs.onChange(thread::wake);
    }

    void start() {
        thread.start();
    }

    /// A job of another instance that does not answer is left to the next start.
    void stop() {
        thread.stopNow();
    }

    /// @return how long to pause
    private Duration cancelBatch() {
        try {
            List<UUID> children = waitingJobs.toCancel(BATCH);
            List<UUID> cancelled = children.stream()
                    .takeWhile(_ -> !thread.isStopped())
                    .filter(this::isCancelled)
                    .toList();
            waitingJobs.forgetCancelled(cancelled);
            return cancelled.size() == BATCH ? Duration.ZERO : POLL;
        } catch (RuntimeException e) {
            log.warn("Could not cancel the jobs of waits that are over; retrying: {}", e.toString());
            return POLL;
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
