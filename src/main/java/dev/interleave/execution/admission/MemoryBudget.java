package dev.interleave.execution.admission;

import dev.interleave.job.model.JobSpec;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// The memory that the running jobs share: permits in bytes. Thread-safe.
///
/// The budget is half of the heap; the other half is for encoding results and for everything else. A quarter of
/// the budget is reserved for short jobs, so that long jobs never keep a short one out.
@Component
public final class MemoryBudget {

    private static final long SHORT_JOB_BYTES = 64 * 1024;

    private final long budget;
    private final long budgetForLong;
    private volatile Runnable whenFreed = () -> {};
    private long used;
    private long releases;

    @Autowired
    public MemoryBudget() {
        this(Runtime.getRuntime().maxMemory() / 2);
    }

    public MemoryBudget(long budget) {
        this.budget = budget;
        this.budgetForLong = budget - budget / 4;
    }

    public static boolean isShort(JobSpec spec) {
        return spec.cost().bytes() <= SHORT_JOB_BYTES;
    }

    /// @return how much memory a job may need: what long ones share
    public long memoryPerJob() {
        return budgetForLong;
    }

    /// Reserves the memory of a job. A job that exceeds the budget is admitted when no other job runs.
    ///
    /// @return false if the budget has no room now
    public boolean tryAdmit(JobSpec spec) {
        return tryTake(spec.cost().bytes());
    }

    /// Takes memory, for a job or for anything else that takes much of it for a while.
    ///
    /// @param bytes how much; more than the budget is granted when nothing else is reserved
    /// @return false if the budget has no room now
    public synchronized boolean tryTake(long bytes) {
        long limit = bytes <= SHORT_JOB_BYTES ? budget : budgetForLong;
        if (used > 0 && used + bytes > limit) {
            return false;
        }
        used += bytes;
        return true;
    }

    /// Gives back what a job had taken.
    public void release(JobSpec spec) {
        release(spec.cost().bytes());
    }

    /// Gives back what was taken.
    ///
    /// @param bytes as many as were
    public void release(long bytes) {
        giveBack(bytes);
        whenFreed.run();
    }

    /// @return how many reservations were released so far
    public synchronized long releases() {
        return releases;
    }

    /// @param action called after each release; must be quick
    public void whenFreed(Runnable action) {
        whenFreed = action;
    }

    private synchronized void giveBack(long bytes) {
        used -= bytes;
        releases++;
    }
}
