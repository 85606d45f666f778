package dev.interleave.execution.admission;

import dev.interleave.computation.Cost;
import dev.interleave.job.JobMemoryLimit;
import dev.interleave.job.await.JobAwait;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobSpec;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// The memory that the running jobs share: permits in bytes. Thread-safe.
///
/// The budget is half of the heap; the other half is for encoding results and for everything else. A quarter of
/// the budget is reserved for small jobs, and half of that for short ones, so that long jobs never keep these out.
///
/// A job whose memory is not known beforehand begins with little and grows once. If there is no room for that, it
/// goes back to the queue, and its next reservation is for all that it may need.
@Component
public final class MemoryBudget implements JobMemoryLimit {

    private static final long SHORT_JOB_BYTES = 64 * 1024;
    private static final long SMALL_JOB_BYTES = 4 * 1024 * 1024;

    /// A calculation takes more memory than its checkpoint and the results that its program reads.
    private static final long BYTES_PER_STORED_BYTE = 4;

    /// Beyond, a job may go back to the queue more than once.
    private static final int MAX_LARGE = 100_000;

    private final long budget;
    private final long budgetForSmall;
    private final long budgetForLong;

    /// Jobs that did not find room to grow and have not run since.
    private final Set<UUID> large = ConcurrentHashMap.newKeySet();

    private volatile Runnable whenFreed = () -> {};
    private long used;
    private long releases;

    @Autowired
    public MemoryBudget() {
        this(Runtime.getRuntime().maxMemory() / 2);
    }

    public MemoryBudget(long budget) {
        this.budget = budget;
        this.budgetForSmall = budget - budget / 8;
        this.budgetForLong = budget - budget / 4;
    }

    /// @return whether the job has memory of the budget that long ones cannot take: it is short, or may be
    public static boolean isSmall(JobSpec spec) {
        return spec.cost().bytes() <= SHORT_JOB_BYTES || mayStaySmall(spec.cost());
    }

    private static boolean mayStaySmall(Cost cost) {
        return cost.bytes() <= SMALL_JOB_BYTES && cost.bytes() < cost.maxBytes();
    }

    /// What long jobs share.
    @Override
    public long memoryPerJob() {
        return budgetForLong;
    }

    /// Reserves the memory of a job. A job that exceeds the budget is admitted when no other job runs.
    ///
    /// @return false if the budget has no room now
    public boolean tryAdmit(Job job) {
        long bytes = reservation(job);
        Cost cost = job.spec().cost();
        boolean isSmall = bytes == cost.bytes() && mayStaySmall(cost);
        return isSmall ? tryTake(bytes, budgetForSmall) : tryTake(bytes);
    }

    /// @return how many bytes are reserved for the job when it is admitted
    public long reservation(Job job) {
        Cost cost = job.spec().cost();
        JobAwait await = job.await();
        long stored = job.checkpoint().bytes() + (await == null ? 0 : await.resultBytes());
        boolean isLarge = stored > cost.bytes() / BYTES_PER_STORED_BYTE || large.contains(job.id());
        return isLarge ? cost.maxBytes() : cost.bytes();
    }

    /// Takes more memory for a job that runs.
    ///
    /// @param bytes how much more
    /// @param held what the job has taken so far; it may grow beyond the budget if no other job runs
    /// @return false if the budget has no room now
    public synchronized boolean tryGrow(long bytes, long held) {
        if (used > held && used + bytes > budgetForLong) {
            return false;
        }
        used += bytes;
        return true;
    }

    /// Notes that a job did not find room to grow: the next reservation is for all that it may need.
    public void expectGrowth(Job job) {
        if (large.size() < MAX_LARGE) {
            large.add(job.id());
        }
    }

    /// Forgets the growth that was expected of a job, once it runs: it has all the memory that it may need.
    public void forgetGrowth(Job job) {
        large.remove(job.id());
    }

    /// Takes memory, for a job or for anything else that takes much of it for a while.
    ///
    /// @param bytes how much; more than the budget is granted when nothing else is reserved
    /// @return false if the budget has no room now
    public boolean tryTake(long bytes) {
        return tryTake(bytes, bytes <= SHORT_JOB_BYTES ? budget : budgetForLong);
    }

    private synchronized boolean tryTake(long bytes, long limit) {
        if (used > 0 && used + bytes > limit) {
            return false;
        }
        used += bytes;
        return true;
    }

    /// Gives back what was reserved for a job that was not started.
    public void release(Job job) {
        release(reservation(job));
    }

    /// Gives back what was taken.
    ///
    /// @param bytes as many as were
    public void release(long bytes) {
        giveBack(bytes);
        whenFreed.run();
    }

    /// @return how much is reserved now, in bytes
    public synchronized long used() {
        return used;
    }

    /// @return how much can be reserved, in bytes
    public long limit() {
        return budget;
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
