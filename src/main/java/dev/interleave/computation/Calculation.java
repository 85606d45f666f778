package dev.interleave.computation;

import dev.interleave.computation.await.AwaitResult;
import dev.interleave.computation.await.Awaitable;
import dev.interleave.eventloop.Coroutine;
import java.util.List;
import java.util.OptionalLong;

/// A computation under way. Confined to the loop's thread, between two steps.
public interface Calculation extends Coroutine<Value> {

    /// How far it has come, where the number of steps is not known beforehand. May be called from any thread.
    ///
    /// @return from 0 to 1, never less than before; grows about as time goes by
    default double fraction() {
        return 0;
    }

    /// Called before the first step, by what runs the calculation within a memory budget.
    ///
    /// @param growth called by calculations whose cost has a larger [Cost#maxBytes()], before they exceed
    ///     [Cost#bytes()]
    default void growWith(MemoryGrowth growth) {}

    /// How many steps it has made since its start, where it counts them itself. May be called from any thread.
    ///
    /// @return empty if each call of [#step()] is a step
    default OptionalLong steps() {
        return OptionalLong.empty();
    }

    /// What it waits for, if its last step has returned [dev.interleave.eventloop.Step#AWAITS], also after it
    /// was read from a checkpoint. Takes time that grows with what it waits for, so call it only while no step
    /// can be taken, and not on the loop thread.
    ///
    /// @return all that has to end before it can continue; empty if it does not wait
    default List<Awaitable> awaits() {
        return List.of();
    }

    /// Continues a calculation that waits, with its next step. Takes time that grows with the result; call it as
    /// [#awaits()].
    ///
    /// @param result of what it waits for
    default void resumeWith(AwaitResult result) {
        throw new IllegalStateException("does not wait");
    }

    /// The partial value right now. Takes no longer than about one step.
    ///
    /// @return a value that later steps do not change
    PartialValue partialValue();

    /// What it has printed. May be called from any thread.
    ///
    /// @return the output since its start; empty if it prints nothing
    default String output() {
        return "";
    }

    /// The line that runs. May be called from any thread.
    ///
    /// @return the number of a line of a program, from 1; 0 if there is none
    default int line() {
        return 0;
    }

    /// @return whether [#checkpoint()] can be called now; if not, it can after some more steps
    default boolean canBeCheckpointed() {
        return true;
    }

    /// @return whether [#checkpoint()] may take longer than a step, so that it is called off the loop thread while
    ///     the task is paused
    default boolean isCheckpointLong() {
        return false;
    }

    /// The state between two steps as plain data. Takes no longer than about one step, unless
    /// [#isCheckpointLong()].
    ///
    /// @return what [Computation#resume] goes on from; later steps do not change it
    Checkpoint checkpoint();
}
