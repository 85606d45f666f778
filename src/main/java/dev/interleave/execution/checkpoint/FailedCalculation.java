package dev.interleave.execution.checkpoint;

import dev.interleave.arithmetic.BinaryNatural;
import dev.interleave.computation.Calculation;
import dev.interleave.computation.Checkpoint;
import dev.interleave.computation.PartialValue;
import dev.interleave.computation.Value;
import dev.interleave.eventloop.Step;

/// A calculation that could not be prepared: it fails with its first step.
///
/// @param cause what was thrown
record FailedCalculation(Throwable cause) implements Calculation {

    private RuntimeException thrown() {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException exception ? exception : new IllegalStateException(cause);
    }

    @Override
    public Step step() {
        throw thrown();
    }

    @Override
    public Value value() {
        throw thrown();
    }

    @Override
    public PartialValue partialValue() {
        return new PartialValue.Whole(1, BinaryNatural.of(1), false);
    }

    @Override
    public Checkpoint checkpoint() {
        throw thrown();
    }
}
