package dev.interleave.execution.admission;

import dev.interleave.job.model.JobSpec;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// Decides whether there is room for a job in the memory that the loop's jobs share. Thread-safe.
///
/// Half of the heap is for jobs; the rest is for turning results into digits, and for everything else. A
/// quarter of the budget is kept for short jobs, so that a full house of long ones does not keep a short one
/// out.
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

    /// Takes the memory that a job needs. One that would never fit is let in when nobody else is there.
    ///
    /// @return false if there is no room now
    public boolean tryAdmit(JobSpec spec) {
        return tryTake(spec.cost().bytes());
    }

    /// Takes memory, for a job or for anything else that takes much of it for a while.
    ///
    /// @param bytes how much; more than there is at all is let in when nobody else is there
    /// @return false if there is no room now
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

    /// @return how often room was made so far
    public synchronized long releases() {
        return releases;
    }

    /// @param action to be called whenever there may be room again; must be quick
    public void whenFreed(Runnable action) {
        whenFreed = action;
    }

    private synchronized void giveBack(long bytes) {
        used -= bytes;
        releases++;
    }
}
