package dev.interleave.execution.checkpoint;

import dev.interleave.arithmetic.BinaryNatural;
import dev.interleave.computation.Calculation;
import dev.interleave.computation.Checkpoint;
import dev.interleave.eventloop.Step;

/// A calculation for which there was no memory: it fails with its first step.
///
/// @param cause what was thrown
record FailedCalculation(OutOfMemoryError cause) implements Calculation {

    @Override
    public Step step() {
        throw cause;
    }

    @Override
    public BinaryNatural value() {
        throw cause;
    }

    @Override
    public long partialBits() {
        return partialProduct().bitLength();
    }

    @Override
    public BinaryNatural partialProduct() {
        return BinaryNatural.of(1);
    }

    @Override
    public Checkpoint checkpoint() {
        throw cause;
    }
}
