package dev.interleave.execution.control;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.springframework.dao.TransientDataAccessResourceException;

/// Retries a compare-and-set change of a job until it succeeds or the deadline is over. Not thread-safe.
final class OptimisticRetry {

    /// How long the instance that runs the job has to execute a command. After that, the job is taken from it.
    private static final Duration OWNER_TIMEOUT = Duration.ofSeconds(2);

    private static final long PAUSE_NANOS = 500_000;
    private static final long MAX_PAUSE_NANOS = 50_000_000;

    private final UUID job;
    private final long start = System.nanoTime();
    private final long timeout;
    private long pause = PAUSE_NANOS;
    private boolean commanded;

    /// @param job that is to be changed
    /// @param timeout how long the retries may take
    OptimisticRetry(UUID job, Duration timeout) {
        this.job = job;
        this.timeout = timeout.toNanos();
    }

    /// Waits before the next attempt: first briefly, because a job enters the loop right after its admission is
    /// stored, then longer, because another instance may run it.
    ///
    /// @throws TransientDataAccessResourceException if the deadline is over
    void pause() {
        if (leftNanos() <= 0) {
            throw timedOut();
        }
        LockSupport.parkNanos(pause);
        pause = Math.min(2 * pause, MAX_PAUSE_NANOS);
    }

    long leftNanos() {
        return timeout - (System.nanoTime() - start);
    }

    /// @return true the first time
    boolean shouldCommandOwner() {
        boolean first = !commanded;
        commanded = true;
        return first;
    }

    boolean isOwnerLate() {
        return System.nanoTime() - start > Math.min(OWNER_TIMEOUT.toNanos(), timeout / 2);
    }

    TransientDataAccessResourceException timedOut() {
        return new TransientDataAccessResourceException("The change of job " + job + " is not durable yet");
    }
}
