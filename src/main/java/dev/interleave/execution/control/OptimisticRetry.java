package dev.interleave.execution.control;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.springframework.dao.TransientDataAccessResourceException;

/// Retries a compare-and-set change of a job until it succeeds or the deadline is over. Not thread-safe.
final class OptimisticRetry {

    /// How long the instance that runs a job has to carry out an order. After that, the job is taken from it.
    private static final Duration OWNER_HAS = Duration.ofSeconds(2);

    private static final long MOMENT_NANOS = 500_000;
    private static final long LONGEST_MOMENT_NANOS = 50_000_000;

    private final UUID job;
    private final long start = System.nanoTime();
    private final long patience;
    private long moment = MOMENT_NANOS;
    private boolean asked;

    /// @param job that is to be changed
    /// @param patience how long it may take
    OptimisticRetry(UUID job, Duration patience) {
        this.job = job;
        this.patience = patience.toNanos();
    }

    /// A job that was recorded as running enters the loop right after that; one that runs elsewhere takes
    /// longer.
    ///
    /// @throws TransientDataAccessResourceException if the time is over
    void waitAMoment() {
        if (leftNanos() <= 0) {
            throw notRecorded();
        }
        LockSupport.parkNanos(moment);
        moment = Math.min(2 * moment, LONGEST_MOMENT_NANOS);
    }

    long leftNanos() {
        return patience - (System.nanoTime() - start);
    }

    /// @return true the first time
    boolean ownerIsToBeAsked() {
        boolean first = !asked;
        asked = true;
        return first;
    }

    boolean ownerIsLate() {
        return System.nanoTime() - start > Math.min(OWNER_HAS.toNanos(), patience / 2);
    }

    TransientDataAccessResourceException notRecorded() {
        return new TransientDataAccessResourceException("the change of job " + job + " is not recorded yet");
    }
}
