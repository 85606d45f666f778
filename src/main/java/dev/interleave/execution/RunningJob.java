package dev.interleave.execution;

import dev.interleave.arithmetic.Natural;
import dev.interleave.computation.Calculation;
import dev.interleave.computation.Cost;
import dev.interleave.eventloop.Task;
import dev.interleave.job.Job;
import dev.interleave.job.Progress;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A job in the loop. Thread-safe.
final class RunningJob {

    /// What a step is assumed to do where their number is not known beforehand.
    private static final double UNITS_PER_STEP = 150_000;

    private final Job job;
    private final Cost cost;
    private final Task<Natural> task;
    private final CompletableFuture<@Nullable Void> recorded = new CompletableFuture<>();
    private volatile @Nullable Calculation calculation;
    private volatile double lastFraction;
    private volatile boolean timedOut;
    private volatile boolean counted;

    RunningJob(Job job, Task<Natural> task, Calculation calculation) {
        this.job = job;
        this.cost = job.spec().cost();
        this.task = task;
        this.calculation = calculation;
    }

    Job job() {
        return job;
    }

    Task<Natural> task() {
        return task;
    }

    /// @return confined to the loop's thread; null once the task has ended
    @Nullable
    Calculation calculation() {
        return calculation;
    }

    Progress progress() {
        Long totalSteps = job.progress().totalSteps();
        return totalSteps == null
                ? new Progress(task.steps(), null, task.rounds(), fraction())
                : Progress.of(task.steps(), totalSteps, task.rounds());
    }

    /// @return how much of its work is done, in the units of its cost
    double unitsDone() {
        return cost.units() * (cost.steps().isPresent() ? cost.fractionAfter(task.steps()) : fraction());
    }

    /// @return how much of its work is left, never 0
    double unitsLeft() {
        return Math.max(1, cost.units() - unitsDone());
    }

    /// @param steps how many
    /// @return the work of that many steps from now on, or of all that are left
    double unitsOfNext(double steps) {
        if (cost.steps().isEmpty()) {
            return unitsLeft() * Math.min(1, steps / stepsLeft());
        }
        long taken = task.steps();
        return cost.units() * (cost.fractionAfter(taken + (long) steps) - cost.fractionAfter(taken));
    }

    /// @return how many steps it has left, about; never 0
    double stepsLeft() {
        return Math.max(
                1, cost.steps().isPresent() ? cost.steps().getAsLong() - task.steps() : unitsLeft() / UNITS_PER_STEP);
    }

    private double fraction() {
        Calculation current = calculation;
        return current == null ? lastFraction : current.fraction();
    }

    /// Lets go of the memory of the calculation.
    void ended() {
        lastFraction = fraction();
        calculation = null;
    }

    /// Notes that its work is counted among what is over.
    void count() {
        counted = true;
    }

    boolean isCounted() {
        return counted;
    }

    void timeOut() {
        timedOut = true;
        task.cancel();
    }

    boolean hasTimedOut() {
        return timedOut;
    }

    /// Completed when the end of the job is durable, or somebody else has recorded one.
    CompletableFuture<@Nullable Void> recorded() {
        return recorded;
    }
}
