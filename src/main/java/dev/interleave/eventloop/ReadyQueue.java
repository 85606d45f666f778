package dev.interleave.eventloop;

import org.jspecify.annotations.Nullable;

/// What is ready to have a turn, in the order of a scheduling policy. Confined to the loop's thread.
sealed interface ReadyQueue permits FairQueue, InterleavedQueue, SequentialQueue {

    /// Adds a callback, or a task that is new or was resumed.
    void admit(Schedulable schedulable);

    /// Takes back a task that has just had a step and has more to do.
    void yielded(Task<?> task);

    /// Notes how long turns of an entry took, some time after they were run.
    ///
    /// @param schedulable in its turn, or the first of several tasks whose turns were measured together
    default void charge(Schedulable schedulable, long nanos) {}

    /// Removes who is next.
    ///
    /// @return the next entry, or null when nothing is ready
    @Nullable
    Schedulable next();
}
