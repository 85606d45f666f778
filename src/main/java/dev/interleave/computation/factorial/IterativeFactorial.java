package dev.interleave.computation.factorial;

import dev.interleave.arithmetic.Accumulator;
import dev.interleave.arithmetic.BinaryNatural;
import dev.interleave.arithmetic.NaturalCodec;
import dev.interleave.computation.Algorithm;
import dev.interleave.computation.Checkpoint;
import dev.interleave.computation.CheckpointInput;
import dev.interleave.computation.Input;
import dev.interleave.computation.IterativeCalculation;
import dev.interleave.eventloop.Step;
import java.io.DataOutputStream;
import java.io.IOException;

/// `n!` by definition: `n*(n-1)`, then times `n-2`, and so on down to 2, one multiplication per step. Takes
/// `max(1, n-2)` steps. A step takes time proportional to the length of the partial product.
///
/// Not thread-safe; call only from the loop thread.
public final class IterativeFactorial extends IterativeCalculation {

    private static final long MAX_N = 1L << 32;

    /// The largest error of the difference of two estimated lengths, in bits.
    private static final int TOLERANCE = 8;

    private final long n;
    private final Accumulator product;
    private long nextFactor;

    /// @param n from 0 to 2³², so that the first product fits into a word
    /// @throws IllegalArgumentException if `n` is out of this range
    public IterativeFactorial(long n) {
        this(checked(n), n, new Accumulator(FactorialSize.bits(n)));
    }

    private IterativeFactorial(long n, long nextFactor, Accumulator product) {
        this.n = n;
        this.nextFactor = nextFactor;
        this.product = product;
    }

    /// @param n at least 0
    /// @return the number of steps of `n!`
    public static long steps(long n) {
        return Math.max(1, n - 2);
    }

    @Override
    public Step step() {
        requireRunning();
        if (nextFactor == n && n > 2) {
            product.multiply(n * (n - 1));
            nextFactor = n - 2;
        } else if (nextFactor > 1) {
            product.multiply(nextFactor--);
        }
        return nextFactor > 1 ? Step.YIELDED : finish(product.release());
    }

    @Override
    protected Accumulator accumulator() {
        return product;
    }

    /// Copies the partial product, which is faster than a step.
    @Override
    public Checkpoint checkpoint() {
        return new Checkpoint(
                Factorial.NAME, Input.of("n", n), Algorithm.ITERATIVE, new State(nextFactor, partialProduct()));
    }

    /// @param n the number whose factorial is computed
    /// @param in a stored state, or any other bytes
    /// @return the calculation in that state
    /// @throws java.io.StreamCorruptedException if the bytes are no state of the calculation of `n!`
    /// @throws IOException if reading fails, or if the stream ends too soon
    static IterativeFactorial readFrom(long n, CheckpointInput in) throws IOException {
        long next = in.readLong();
        boolean started = next != n;
        CheckpointInput.check(!started || (next >= 1 && next <= Math.max(1, n - 2)), "next factor " + next);
        long bits = started ? FactorialSize.bits(n) - FactorialSize.bits(next) : 1;
        return new IterativeFactorial(n, next, in.readAccumulator(FactorialSize.bits(n), bits, TOLERANCE));
    }

    private static long checked(long n) {
        if (n < 0 || n > MAX_N) {
            throw new IllegalArgumentException("n must be from 0 to " + MAX_N + ": " + n);
        }
        return n;
    }

    private record State(long nextFactor, BinaryNatural product) implements Checkpoint.State {

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
}
