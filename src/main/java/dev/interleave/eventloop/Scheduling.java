package dev.interleave.eventloop;

import dev.interleave.eventloop.fair.SchedulingAccount;

/// The policies by which an [EventLoop] selects what has the next turn.
public enum Scheduling {
    /// Runs the first task to its end, then the next one: a task ends after `T + R` rounds, where `R` is its own
    /// number of steps and `T` that of all tasks before it.
    SEQUENTIAL,
    /// Moves a task to the back of the queue after each step: it ends after at most `N*R + R` rounds beside `N`
    /// others.
    INTERLEAVED,
    /// Runs the ready task that has received the least loop time. New tasks run first, for one slice. Owners share
    /// the loop equally, and the tasks of an owner by weight. A task that needs less than a slice ends within a
    /// slice and a step of its arrival, however many others are ready, and no task starves.
    FAIR;

    /// How long a task has the loop under [#FAIR] before it is compared with others, in nanoseconds. A step that
    /// has begun is never cut short.
    public static final long SLICE_NANOS = SchedulingAccount.SLICE_NANOS;

    /// @param flushCharges charges the queue with all turns that were run so far
    ReadyQueue newQueue(Runnable flushCharges) {
        return switch (this) {
            case SEQUENTIAL -> new SequentialQueue();
            case INTERLEAVED -> new InterleavedQueue();
            case FAIR -> new FairQueue(flushCharges);
        };
    }
}
