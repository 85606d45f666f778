package dev.interleave.computation.fibonacci;

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

/// `F(n)` as in the textbook, by one addition per step, in place.
///
/// Takes `max(1, n-2)` steps, since `F(1)` and `F(2)` are known, each proportional to the length of the number.
final class IterativeFibonacci implements Calculation {

    private static final double UNITS_PER_STEP = 20;
    private static final double UNITS_PER_BIT = 1.0 / Long.SIZE;

    /// How many bits the estimate may be wrong by.
    private static final int TOLERANCE = 2;

    private final long n;
    private long index;
    private Accumulator last;
    private Accumulator current;
    private @Nullable BinaryNatural value;

    IterativeFibonacci(long n) {
        this(n, 2, new Accumulator(FibonacciSize.bits(n)), new Accumulator(FibonacciSize.bits(n)));
    }

    private IterativeFibonacci(long n, long index, Accumulator last, Accumulator current) {
        this.n = n;
        this.index = index;
        this.last = last;
        this.current = current;
    }

    static long steps(long n) {
        return Math.max(1, n - 2);
    }

    static double units(long n) {
        return (double) steps(n) * (UNITS_PER_STEP + (double) FibonacciSize.bits(n) * UNITS_PER_BIT / 2);
    }

    @Override
    public Step step() {
        if (value != null) {
            throw new IllegalStateException("has returned");
        }
        if (index < n) {
            Accumulator next = last;
            next.add(current);
            last = current;
            current = next;
            index++;
        }
        if (index < n) {
            return Step.YIELDED;
        }
        value = n == 0 ? BinaryNatural.of(0) : current.snapshot();
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
        return value != null ? value.bitLength() : current.bitLength();
    }

    /// A number of the sequence.
    @Override
    public BinaryNatural partialProduct() {
        return value != null ? value : current.snapshot();
    }

    /// Copies two numbers, which takes about as long as a step.
    @Override
    public Checkpoint checkpoint() {
        return new CheckpointFormat(
                Fibonacci.NAME,
                Input.of("n", n),
                Algorithm.ITERATIVE,
                new State(index, last.snapshot(), current.snapshot()));
    }

    /// @param n the index that is wanted
    /// @param in where a state was written to, or anything else
    /// @return the calculation in that state
    /// @throws java.io.StreamCorruptedException if it is none of that `n`
    /// @throws IOException if reading fails or ends too soon
    static IterativeFibonacci readFrom(long n, DataInputStream in) throws IOException {
        long index = in.readLong();
        CheckpointFormat.check(index >= 2 && index <= Math.max(2, n), "index " + index);
        Accumulator last = read(index - 1, n, in);
        Accumulator current = read(index, n, in);
        return new IterativeFibonacci(n, index, last, current);
    }

    private static Accumulator read(long index, long n, DataInputStream in) throws IOException {
        Accumulator number = NaturalCodec.readAccumulator(in, FibonacciSize.bits(n));
        long bits = FibonacciSize.bits(index);
        CheckpointFormat.check(
                Math.abs(number.bitLength() - bits) <= TOLERANCE,
                "a number of " + number.bitLength() + " bits, which should have about " + bits);
        return number;
    }

    private record State(long index, BinaryNatural last, BinaryNatural current) implements CheckpointFormat.State {

        @Override
        public long bytes() {
            return Long.BYTES + NaturalCodec.bytes(last) + NaturalCodec.bytes(current);
        }

        @Override
        public void writeTo(DataOutputStream out) throws IOException {
            out.writeLong(index);
            NaturalCodec.write(last, out);
            NaturalCodec.write(current, out);
        }
    }
}
