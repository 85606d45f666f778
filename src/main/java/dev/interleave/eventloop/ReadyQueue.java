package dev.interleave.eventloop;

import org.jspecify.annotations.Nullable;

/// Keeps what is ready to have a turn, in the order of a scheduling policy.
///
/// Not thread-safe; call only from the loop thread.
sealed interface ReadyQueue permits FairQueue, InterleavedQueue, SequentialQueue {

    /// Adds a callback, or a task that is new or was resumed.
    void add(Schedulable schedulable);

    /// Takes back a task that has just had a step and has more to do.
    void yielded(Task<?> task);

    /// Notes how long turns took, some time after they were run.
    ///
    /// @param first what had the turn, or the first of several turns that were measured together
    default void charge(Schedulable first, long nanos) {}

    /// Removes what has the next turn.
    ///
    /// @return null if nothing is ready
    @Nullable
    Schedulable next();
}
