package dev.interleave.eventloop.fair;

import org.jspecify.annotations.Nullable;

/// Keeps the virtual time of one task: the loop time it has received, divided by its weight.
///
/// Not thread-safe; call only from the loop thread. An account takes 48 bytes, and its slot in a queue 4 to 6
/// more: that is what a ready task costs.
///
/// @param <T> the type of the tasks
public final class SchedulingAccount<T> {

    /// How long a task keeps the loop before it is compared with others, in nanoseconds.
    public static final long SLICE_NANOS = 200_000;

    /// Virtual time is counted in nanoseconds divided by this, and multiplied by the weight.
    private static final long SCALE = 1_024;

    private final T task;
    /// Other threads may replace it at any time.
    private volatile SchedulingWeight weight;

    /// The flow that [#virtualTime] refers to; null before the task is first admitted.
    @Nullable
    Flow<T> flow;

    /// Raised to the virtual time of the flow after each absence.
    long virtualTime;

    /// Decides between equal virtual times: the smaller one came first.
    long order;

    private long firstSliceLeft = SLICE_NANOS;

    /// Opens the account of a new task.
    ///
    /// @param task the task that it belongs to
    /// @param weight its flow, and its weight in it
    public SchedulingAccount(T task, SchedulingWeight weight) {
        this.task = task;
        this.weight = weight;
    }

    /// @return the task that it belongs to
    public T task() {
        return task;
    }

    /// @return its flow, and its weight in it
    public SchedulingWeight weight() {
        return weight;
    }

    /// Changes the weight, for the loop time from now on.
    ///
    /// @param newWeight from 1 to 1,000
    public void reweigh(int newWeight) {
        weight = new SchedulingWeight(weight.owner(), newWeight);
    }

    /// @return whether the task has not used up its first slice, in which it runs before older tasks
    public boolean isNew() {
        return firstSliceLeft > 0;
    }

    /// @return how long the task may keep the loop now, in nanoseconds
    public long slice() {
        return isNew() ? firstSliceLeft : SLICE_NANOS;
    }

    /// Adds loop time.
    ///
    /// @param nanos how long the task had the loop
    /// @param flowTime the virtual time of the flow, which the task's cannot be behind
    void charge(long nanos, long flowTime) {
        firstSliceLeft -= Math.min(nanos, firstSliceLeft);
        virtualTime = Math.max(virtualTime, flowTime) + nanos * SCALE / weight.weight();
    }
}
