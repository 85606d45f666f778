package dev.interleave.eventloop;

/// Who has the loop next: the policies an [EventLoop] can be made with.
public enum Scheduling {
    /// The first task runs to its end, then the next one: a task ends after `T + R` rounds, where `R` is its
    /// own number of steps and `T` that of all tasks before it.
    SEQUENTIAL {
        @Override
        ReadyQueue newQueue(Runnable flushCharges) {
            return new SequentialQueue();
        }
    },
    /// One step, then to the back of the queue: a task ends after at most `N*R + R` rounds beside `N` others.
    INTERLEAVED {
        @Override
        ReadyQueue newQueue(Runnable flushCharges) {
            return new InterleavedQueue();
        }
    },
    /// Whoever has received least of the loop's time, in slices; who is new goes ahead. Owners share equally,
    /// and the tasks of an owner by weight; see [SchedulingWeight]. A task that needs less than a slice ends within
    /// a
    /// slice and a step of its arrival, however many others are ready, and none of them starves.
    FAIR {
        @Override
        ReadyQueue newQueue(Runnable flushCharges) {
            return new FairQueue(flushCharges);
        }
    };

    /// How long a task has the loop under [#FAIR] before it is compared with others, in nanoseconds. A step
    /// that has begun is never cut short.
    public static final long SLICE_NANOS = 200_000;

    /// @param flushCharges has the loop tell the queue of all turns that were run so far

    abstract ReadyQueue newQueue(Runnable flushCharges);
}
