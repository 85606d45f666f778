package dev.interleave.computation.binomial;

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

/// "n choose k" as in the textbook: `(n-k+1)/1`, then times `(n-k+2)/2`, and so on up to `n/k`. What is there
/// after each step is a binomial coefficient itself, so no division leaves a rest.
///
/// Takes `max(1, k)` steps, each proportional to the length of the partial product.
final class IterativeBinomial implements Calculation {

    /// A step by itself, and per bit: a multiplication by a word and an exact division, in nanoseconds.
    private static final double UNITS_PER_STEP = 30;

    private static final double UNITS_PER_BIT = 3.0 / Long.SIZE;

    /// How many bits the estimate may be wrong by.
    private static final int TOLERANCE = 4;

    private final Input input;
    private final BinomialSize size;
    private final Accumulator product;
    private long taken;
    private @Nullable BinaryNatural value;

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
        if (value != null) {
            throw new IllegalStateException("has returned");
        }
        if (taken < size.k()) {
            taken++;
            product.multiply(size.n() - size.k() + taken);
            product.divideExactly(taken);
        }
        if (taken < size.k()) {
            return Step.YIELDED;
        }
        value = product.release();
        return Step.RETURNED;
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

    /// Copies the partial product, which takes less than a step does.
    @Override
    public Checkpoint checkpoint() {
        return new CheckpointFormat(Binomial.NAME, input, Algorithm.ITERATIVE, new State(taken, partialProduct()));
    }

    /// @param in where a state was written to, or anything else
    /// @return the calculation in that state
    /// @throws java.io.StreamCorruptedException if it is none of that input
    /// @throws IOException if reading fails or ends too soon
    static IterativeBinomial readFrom(Input input, BinomialSize size, DataInputStream in) throws IOException {
        long taken = in.readLong();
        CheckpointFormat.check(taken >= 0 && taken <= size.k(), "steps taken: " + taken);
        Accumulator product = NaturalCodec.readAccumulator(in, size.productBits());
        long bits = BinomialSize.bitsUpTo(size.n(), size.k(), taken);
        CheckpointFormat.check(
                Math.abs(product.bitLength() - bits) <= TOLERANCE,
                "a partial product of " + product.bitLength() + " bits, which should have about " + bits);
        return new IterativeBinomial(input, size, taken, product);
    }

    private record State(long taken, BinaryNatural product) implements CheckpointFormat.State {

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
