package dev.interleave.eventloop;

/// Who has the loop next: the policies an [EventLoop] can be made with.
public enum Scheduling {
    /// The first task runs to its end, then the next one: a task ends after `T + R` rounds, where `R` is its
    /// own number of steps and `T` that of all tasks before it.
    SEQUENTIAL {
        @Override
        ReadyQueue newQueue() {
            return new SequentialQueue();
        }
    },
    /// One step, then to the back of the queue: a task ends after at most `N*R + R` rounds beside `N` others.
    INTERLEAVED {
        @Override
        ReadyQueue newQueue() {
            return new InterleavedQueue();
        }
    };

    abstract ReadyQueue newQueue();
}
