package dev.interleave.computation.binomial;

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

/// "n choose k" by the multiplicative formula: `(n-k+1)/1`, then times `(n-k+2)/2`, and so on up to `n/k`. The
/// partial product after each step is a binomial coefficient, so every division is exact. Takes `max(1, k)`
/// steps. A step takes time proportional to the length of the partial product.
///
/// Not thread-safe; call only from the loop thread.
final class IterativeBinomial extends IterativeCalculation {

    /// The time of a step in nanoseconds: a constant, and per bit a multiplication by a word and an exact
    /// division.
    private static final double UNITS_PER_STEP = 30;

    private static final double UNITS_PER_BIT = 3.0 / Long.SIZE;

    /// The largest error of the estimated length, in bits.
    private static final int TOLERANCE = 4;

    private final Input input;
    private final BinomialSize size;
    private final Accumulator product;
    private long taken;

    IterativeBinomial(Input input, BinomialSize size) {
        this(input, size, 0, new Accumulator(size.productBits()));
    }

    private IterativeBinomial(Input input, BinomialSize size, long taken, Accumulator product) {
        this.input = input;
        this.size = size;
        this.taken = taken;
        this.product = product;
    }

    static long steps(BinomialSize size) {
        return Math.max(1, size.k());
    }

    static double units(BinomialSize size) {
        return (double) steps(size) * (UNITS_PER_STEP + (double) size.bits() * UNITS_PER_BIT / 2);
    }

    @Override
    public Step step() {
        requireRunning();
        if (taken < size.k()) {
            taken++;
            product.multiply(size.n() - size.k() + taken);
            product.divideExactly(taken);
        }
        return taken < size.k() ? Step.YIELDED : finish(product.release());
    }

    @Override
    protected Accumulator accumulator() {
        return product;
    }

    /// Copies the partial product, which is faster than a step.
    @Override
    public Checkpoint checkpoint() {
        return new Checkpoint(Binomial.NAME, input, Algorithm.ITERATIVE, new State(taken, partialProduct()));
    }

    /// @param input the input of the calculation
    /// @param size the size of the coefficient
    /// @param in a stored state, or any other bytes
    /// @return the calculation in that state
    /// @throws java.io.StreamCorruptedException if the bytes are no state of a calculation with this input
    /// @throws IOException if reading fails, or if the stream ends too soon
    static IterativeBinomial readFrom(Input input, BinomialSize size, CheckpointInput in) throws IOException {
        long taken = in.readLong();
        CheckpointInput.check(taken >= 0 && taken <= size.k(), "steps taken: " + taken);
        long bits = BinomialSize.bitsUpTo(size.n(), size.k(), taken);
        Accumulator product = in.readAccumulator(size.productBits(), bits, TOLERANCE);
        return new IterativeBinomial(input, size, taken, product);
    }

    private record State(long taken, BinaryNatural product) implements Checkpoint.State {

        @Override
        public long bytes() {
            return Long.BYTES + NaturalCodec.bytes(product);
        }

        @Override
        public void writeTo(DataOutputStream out) throws IOException {
            out.writeLong(taken);
            NaturalCodec.write(product, out);
        }
    }
}
