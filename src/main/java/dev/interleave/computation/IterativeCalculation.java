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
    public final Value value() {
        return new Value.Whole(number());
    }

    /// @return the value
    /// @throws IllegalStateException if the calculation has not returned
    public final BinaryNatural number() {
        if (value == null) {
            throw new IllegalStateException("has not returned yet");
        }
        return value;
    }

    @Override
    public final PartialValue partialValue() {
        long bits = value != null ? value.bitLength() : accumulator().bitLength();
        return new PartialValue.Whole(bits, bits <= PartialValue.MAX_BITS ? partialProduct() : null, false);
    }

    /// The partial product right now. Takes time and memory proportional to its length.
    ///
    /// @return a value that later steps do not change
    public final BinaryNatural partialProduct() {
        return value != null ? value : accumulator().snapshot();
    }
}
