package dev.interleave.computation;

import dev.interleave.arithmetic.Accumulator;
import dev.interleave.arithmetic.BinaryNatural;
import dev.interleave.eventloop.Step;
import org.jspecify.annotations.Nullable;

/// `n!` as in the textbook: `n*(n-1)` first, then times `n-2`, and so on down to 2, one multiplication per
/// step.
///
/// Takes `max(1, n-2)` steps, each proportional to the length of the partial product.
public final class IterativeFactorial implements Calculation {

    private static final long MAX_N = 1L << 32;

    private final long n;
    private final Accumulator product;
    private long nextFactor;
    private @Nullable BinaryNatural value;

    /// @param n from 0 to 2³², so that the first product fits into a word
    /// @throws IllegalArgumentException if `n` is outside of that
    public IterativeFactorial(long n) {
        if (n < 0 || n > MAX_N) {
            throw new IllegalArgumentException("n! needs n from 0 to " + MAX_N + ", not " + n);
        }
        this.n = n;
        this.nextFactor = n;
        this.product = new Accumulator(FactorialSize.bits(n));
    }

    /// @param n at least 0
    /// @return how many steps `n!` takes
    public static long steps(long n) {
        return Math.max(1, n - 2);
    }

    @Override
    public Step step() {
        if (value != null) {
            throw new IllegalStateException("has returned");
        }
        if (nextFactor == n && n > 2) {
            product.multiply(n * (n - 1));
            nextFactor = n - 2;
        } else if (nextFactor > 1) {
            product.multiply(nextFactor--);
        }
        return nextFactor > 1 ? Step.YIELDED : finish();
    }

    @Override
    public BinaryNatural value() {
        if (value == null) {
            throw new IllegalStateException("has not returned yet");
        }
        return value;
    }

    @Override
    public long partialBits() {
        return value != null ? value.bitLength() : product.bitLength();
    }

    @Override
    public BinaryNatural partialProduct() {
        return value != null ? value : product.snapshot();
    }

    private Step finish() {
        value = product.release();
        return Step.RETURNED;
    }
}
