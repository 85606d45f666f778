package dev.interleave.computation.factorial;

import dev.interleave.arithmetic.Accumulator;
import dev.interleave.arithmetic.BinaryNatural;
import dev.interleave.arithmetic.NaturalCodec;
import dev.interleave.computation.Algorithm;
import dev.interleave.computation.Calculation;
import dev.interleave.computation.Checkpoint;
import dev.interleave.computation.CheckpointFormat;
import dev.interleave.computation.Input;
import dev.interleave.eventloop.Step;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// `n!` as in the textbook: `n*(n-1)` first, then times `n-2`, and so on down to 2, one multiplication per
/// step.
///
/// Takes `max(1, n-2)` steps, each proportional to the length of the partial product.
public final class IterativeFactorial implements Calculation {

    private static final long MAX_N = 1L << 32;

    /// How many bits the difference of two estimates may be wrong by.
    private static final int TOLERANCE = 8;

    private final long n;
    private final Accumulator product;
    private long nextFactor;
    private @Nullable BinaryNatural value;

    /// @param n from 0 to 2³², so that the first product fits into a word
    /// @throws IllegalArgumentException if `n` is outside of that
    public IterativeFactorial(long n) {
        this(checked(n), n, new Accumulator(FactorialSize.bits(n)));
    }

    private IterativeFactorial(long n, long nextFactor, Accumulator product) {
        this.n = n;
        this.nextFactor = nextFactor;
        this.product = product;
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

    /// Copies the partial product, which takes less than the multiplications by a factor do.
    @Override
    public Checkpoint checkpoint() {
        return new CheckpointFormat(
                Factorial.NAME, Input.of("n", n), Algorithm.ITERATIVE, new State(nextFactor, partialProduct()));
    }

    /// @param n whose factorial is computed
    /// @param in where a state was written to, or anything else
    /// @return the calculation in that state
    /// @throws java.io.StreamCorruptedException if it is none of that `n`
    /// @throws IOException if reading fails or ends too soon
    static IterativeFactorial readFrom(long n, DataInputStream in) throws IOException {
        long next = in.readLong();
        boolean started = next != n;
        CheckpointFormat.check(!started || (next >= 1 && next <= Math.max(1, n - 2)), "next factor " + next);
        Accumulator product = NaturalCodec.readAccumulator(in, FactorialSize.bits(n));
        long bits = started ? FactorialSize.bits(n) - FactorialSize.bits(next) : 1;
        CheckpointFormat.check(
                Math.abs(product.bitLength() - bits) <= TOLERANCE,
                "a partial product of " + product.bitLength() + " bits, which should have about " + bits);
        return new IterativeFactorial(n, next, product);
    }

    private static long checked(long n) {
        if (n < 0 || n > MAX_N) {
            throw new IllegalArgumentException("n! needs n from 0 to " + MAX_N + ", not " + n);
        }
        return n;
    }

    private record State(long nextFactor, BinaryNatural product) implements CheckpointFormat.State {

        @Override
        public long bytes() {
            return Long.BYTES + NaturalCodec.bytes(product);
        }

        @Override
        public void writeTo(DataOutputStream out) throws IOException {
            out.writeLong(nextFactor);
            NaturalCodec.write(product, out);
        }
    }

    private Step finish() {
        value = product.release();
        return Step.RETURNED;
    }
}
