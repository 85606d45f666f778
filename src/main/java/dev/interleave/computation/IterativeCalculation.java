package dev.interleave.computation;

import dev.interleave.arithmetic.Accumulator;
import dev.interleave.arithmetic.BinaryNatural;
import dev.interleave.eventloop.Step;
import org.jspecify.annotations.Nullable;

/// A calculation by the textbook definition: one operation per step, in place, on an [Accumulator].
///
/// Not thread-safe; call only from the loop thread.
public abstract class IterativeCalculation implements Calculation {

    private @Nullable BinaryNatural value;

    /// @return the number that the next step changes
    protected abstract Accumulator accumulator();

    /// Ends the calculation.
    ///
    /// @param result the value
    /// @return what the last step returns
    protected final Step finish(BinaryNatural result) {
        value = result;
        return Step.RETURNED;
    }

    /// @throws IllegalStateException if the calculation has returned
    protected final void requireRunning() {
        if (value != null) {
            throw new IllegalStateException("has returned");
        }
    }

    @Override
    public final BinaryNatural value() {
        if (value == null) {
            throw new IllegalStateException("has not returned yet");
        }
        return value;
    }

    @Override
    public final long partialBits() {
        return value != null ? value.bitLength() : accumulator().bitLength();
    }

    @Override
    public final BinaryNatural partialProduct() {
        return value != null ? value : accumulator().snapshot();
    }
}
