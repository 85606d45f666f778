package dev.interleave.computation;

import dev.interleave.arithmetic.Natural;
import dev.interleave.eventloop.Coroutine;

/// A computation under way. Confined to the loop's thread, between two steps.
public interface Calculation extends Coroutine<Natural> {

    /// How far it has come, where the number of steps is not known beforehand. May be called from any thread.
    ///
    /// @return from 0 to 1, never less than before; grows about as time goes by
    default double fraction() {
        return 0;
    }

    /// @return the length of the partial product, in bits
    long partialBits();

    /// The partial product right now. Takes time and memory proportional to its length at most.
    ///
    /// @return a value that later steps do not change
    Natural partialProduct();

    /// The state between two steps as plain data. Takes no longer than about one step.
    ///
    /// @return what [Computation#resume] goes on from; later steps do not change it
    Checkpoint checkpoint();
}
