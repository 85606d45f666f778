package dev.interleave.execution.run;

import dev.interleave.computation.Calculation;
import dev.interleave.computation.Cost;
import dev.interleave.computation.Value;
import dev.interleave.eventloop.Task;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.Progress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A job on the loop of this instance. Thread-safe.
public final class RunningJob {

    /// What a step is assumed to do where their number is not known beforehand.
    private static final double UNITS_PER_STEP = 150_000;

    private static final long TINY_STEP_NANOS = 1_000;

    /// What a job that does not tell its progress is assumed to have left.
    private static final double UNKNOWN_UNITS = 1e9;

    private final Cost cost;
    private final Task<Value> task;
    private final Progress before;
    private final Duration ranBefore;
    private final boolean countsItself;
    private final long launched = System.nanoTime();
    private final CompletableFuture<@Nullable Void> recorded = new CompletableFuture<>();
    private final ReentrantLock saving = new ReentrantLock();
    private final AtomicBoolean left = new AtomicBoolean();
    private volatile Job job;
    private volatile long savedNanos;
    private volatile @Nullable Calculation calculation;
    private volatile double lastFraction;
    private volatile long lastSteps;
    private volatile String lastOutput = "";
    private volatile boolean timedOut;
    private volatile boolean abandoned;
    private volatile boolean counted;
    private final AtomicLong charged = new AtomicLong();
    private long reservedBytes;

    /// @param job as it was recorded
    /// @param task made for it
    /// @param calculation what the task steps
    /// @param reservedBytes of the memory budget
    public RunningJob(Job job, Task<Value> task, Calculation calculation, long reservedBytes) {
        this.job = job;
        this.reservedBytes = reservedBytes;
        this.before = job.progress();
        this.ranBefore = job.checkpoint().ran();
        this.cost = job.spec().cost();
        this.task = task;
        this.calculation = calculation;
        this.countsItself = calculation.steps().isPresent();
    }

    /// @return with the lease and the checkpoint that are recorded
    public Job job() {
        return job;
    }

    public Task<Value> task() {
        return task;
    }

    /// How much of the loop's time the job has received in this term: what a crash would cost it. Steps that
    /// were too short to be measured one by one are taken for longer than they were.
    ///
    /// @return in nanoseconds
    public long loopNanos() {
        return task.measuredNanos() + (task.steps() - task.measuredSteps()) * TINY_STEP_NANOS;
    }

    /// Notes how much of the loop's time was charged to the owner.
    ///
    /// @param nanos in all, in this term
    /// @return how much more that is than before
    public long charge(long nanos) {
        return Math.max(0, nanos - charged.getAndAccumulate(nanos, Math::max));
    }

    /// @return confined to the loop's thread; null once the task has ended
    @Nullable
    public Calculation calculation() {
        return calculation;
    }

    /// @return that of earlier terms included
    public Progress progress() {
        long steps = stepsDone();
        long rounds = before.rounds() + task.rounds();
        Long totalSteps = before.totalSteps();
        return totalSteps == null
                ? new Progress(steps, null, rounds, Math.max(before.fraction(), fraction()))
                : Progress.of(steps, totalSteps, rounds);
    }

    /// @return how long the job has been in a loop, earlier terms included
    public Duration ran() {
        return ranBefore.plusNanos(System.nanoTime() - launched);
    }

    /// @return how much of its work is done, in the units of its cost, earlier terms included
    double unitsDone() {
        return cost.units() * (cost.steps().isPresent() ? cost.fractionAfter(stepsDone()) : fraction());
    }

    /// @return how much of its work was done in this term
    public double unitsDoneHere() {
        if (!cost.isWorkKnown()) {
            return loopNanos();
        }
        double earlier = cost.steps().isPresent() ? cost.fractionAfter(before.steps()) : before.fraction();
        return Math.max(0, unitsDone() - cost.units() * earlier);
    }

    private long stepsDone() {
        if (!countsItself) {
            return before.steps() + task.steps();
        }
        Calculation current = calculation;
        return current == null ? lastSteps : current.steps().orElseThrow();
    }

    /// @return what it has printed, earlier terms included
    public String output() {
        Calculation current = calculation;
        return current == null ? lastOutput : current.output();
    }

    /// @return whether the work that is left can be told: it is known beforehand, or the job tells its progress
    public boolean isWorkKnown() {
        return cost.isWorkKnown() || fraction() > 0;
    }

    /// @return how much of its work is left, never 0
    public double unitsLeft() {
        if (!cost.isWorkKnown()) {
            double done = fraction();
            return done == 0 ? UNKNOWN_UNITS : Math.max(1, loopNanos() * (1 - done) / done);
        }
        return Math.max(1, cost.units() - unitsDone());
    }

    /// @param steps how many
    /// @return the work of that many steps from now on, or of all that are left
    public double unitsOfNext(double steps) {
        if (cost.steps().isEmpty()) {
            return unitsLeft() * Math.min(1, steps / stepsLeft());
        }
        long taken = stepsDone();
        return cost.units() * (cost.fractionAfter(taken + (long) steps) - cost.fractionAfter(taken));
    }

    /// @return how many steps it has left, about; never 0
    public double stepsLeft() {
        return Math.max(
                1, cost.steps().isPresent() ? cost.steps().getAsLong() - stepsDone() : unitsLeft() / UNITS_PER_STEP);
    }

    private double fraction() {
        Calculation current = calculation;
        return current == null ? lastFraction : current.fraction();
    }

    /// Lets go of the memory of the calculation.
    public void releaseCalculation() {
        Calculation last = calculation;
        if (last != null) {
            lastFraction = last.fraction();
            lastSteps = last.steps().orElse(0);
            lastOutput = last.output();
            calculation = null;
        }
    }

    /// Notes that its work is counted among what is over.
    public void markMeasured() {
        counted = true;
    }

    public boolean isMeasured() {
        return counted;
    }

    public void timeOut() {
        timedOut = true;
        task.cancel();
    }

    public boolean hasTimedOut() {
        return timedOut;
    }

    /// Held while the job is checkpointed or taken off the loop.
    public ReentrantLock saving() {
        return saving;
    }

    /// @return how much loop time a crash would cost the job now
    public long unsavedNanos() {
        return loopNanos() - savedNanos;
    }

    /// @param loopNanos how much loop time the checkpoint has in it
    public void savedAt(long loopNanos) {
        savedNanos = loopNanos;
    }

    /// @param recorded as it is in the store now
    public void saved(Job recorded) {
        job = recorded;
    }

    /// Takes over a change by a client, unless a later one was taken over before.
    ///
    /// @param stored the job after the change
    public void change(Job stored) {
        saving.lock();
        try {
            if (stored.history().revision() > job.history().revision()) {
                job = job.changedAs(stored);
                task.reweigh(stored.spec().priority().weight());
            }
        } finally {
            saving.unlock();
        }
    }

    /// Ends its task, and has nothing recorded of that: the job goes on elsewhere, or later.
    public void abandon() {
        abandoned = true;
        task.cancel();
    }

    public boolean isAbandoned() {
        return abandoned;
    }

    /// @return what it holds of the memory budget, in bytes
    public synchronized long reservedBytes() {
        return reservedBytes;
    }

    /// @return whether it holds that much more now; false if it has been released meanwhile
    public synchronized boolean addReserved(long bytes) {
        if (left.get()) {
            return false;
        }
        reservedBytes += bytes;
        return true;
    }

    /// @return true for the first call, which must release what the job holds
    public synchronized boolean markReleased() {
        return left.compareAndSet(false, true);
    }

    /// Completes when the completion of the job is durable, or another instance has the job.
    public CompletableFuture<@Nullable Void> recorded() {
        return recorded;
    }
}
