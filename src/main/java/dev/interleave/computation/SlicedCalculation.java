package dev.interleave.computation;

import dev.interleave.arithmetic.DecimalNatural;
import dev.interleave.eventloop.Step;

/// A calculation made of bounded pieces of work. A step runs pieces until their work adds up to [#STEP_UNITS].
///
/// Not thread-safe; call only from the loop thread. [#fraction()] may be called from any thread.
public abstract class SlicedCalculation implements Calculation {

    /// The work of a step, in units of about a nanosecond: short enough for other tasks to wait for, and long
    /// enough to make the overhead of the loop negligible.
    public static final int STEP_UNITS = 150_000;

    /// An upper bound for the memory of small objects and of the stages of an operation.
    public static final long SMALL_OBJECTS_BYTES = 256 * 1024;

    /// The largest fraction before the end, for calculations that take longer than estimated.
    private static final double MAX_FRACTION_BEFORE_END = 0.999;

    private final double estimatedUnits;
    private long spentUnits;
    private volatile double fraction;

    /// @param estimatedUnits the work of the whole calculation, in units; positive
    /// @param spentUnits the work that was done before, in units
    protected SlicedCalculation(double estimatedUnits, long spentUnits) {
        this.estimatedUnits = estimatedUnits;
        this.spentUnits = spentUnits;
        this.fraction = fractionBeforeEnd();
    }

    /// Runs one bounded piece of work.
    ///
    /// @return how much work it was, in units; at least 1
    /// @throws IllegalStateException if the calculation has returned
    protected abstract int advance();

    /// @return whether [#partialProduct()] is the result
    protected abstract boolean isDone();

    @Override
    public final Step step() {
        long end = spentUnits + STEP_UNITS;
        while (!isDone() && spentUnits < end) {
            spentUnits += advance();
        }
        updateFraction();
        return isDone() ? Step.RETURNED : Step.YIELDED;
    }

    /// Runs one bounded piece of work.
    ///
    /// @throws IllegalStateException if the calculation has returned
    public final void advanceOnce() {
        spentUnits += advance();
        updateFraction();
    }

    /// @return the work done so far, in units, without the piece that is being run
    public final long spentUnits() {
        return spentUnits;
    }

    @Override
    public final double fraction() {
        return fraction;
    }

    /// @return the partial product right now, which later steps do not change
    public abstract DecimalNatural partialProduct();

    @Override
    public final PartialValue partialValue() {
        DecimalNatural product = partialProduct();
        long bits = product.bitLength();
        return new PartialValue.Whole(bits, bits <= PartialValue.MAX_BITS ? product : null, false);
    }

    @Override
    public final Value value() {
        return new Value.Whole(number());
    }

    /// @return the value
    /// @throws IllegalStateException if the calculation has not returned
    public final DecimalNatural number() {
        if (!isDone()) {
            throw new IllegalStateException("has not returned yet");
        }
        return partialProduct();
    }

    private void updateFraction() {
        fraction = isDone() ? 1 : fractionBeforeEnd();
    }

    private double fractionBeforeEnd() {
        return Math.min(MAX_FRACTION_BEFORE_END, (double) spentUnits / estimatedUnits);
    }
}
