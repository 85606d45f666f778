package dev.interleave.computation.fibonacci;

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

/// `F(n)` by the recurrence, one addition per step, in place. Takes `max(1, n-2)` steps, since `F(1)` and `F(2)`
/// are known. A step takes time proportional to the length of the number.
///
/// Not thread-safe; call only from the loop thread.
final class IterativeFibonacci extends IterativeCalculation {

    /// The time of a step in nanoseconds: a constant, and an addition per bit.
    private static final double UNITS_PER_STEP = 20;

    private static final double UNITS_PER_BIT = 1.0 / Long.SIZE;

    /// The largest error of the estimated length, in bits.
    private static final int TOLERANCE = 2;

    private final long n;
    private long index;
    private Accumulator last;
    private Accumulator current;

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
        requireRunning();
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
        return finish(n == 0 ? BinaryNatural.of(0) : current.snapshot());
    }

    @Override
    protected Accumulator accumulator() {
        return current;
    }

    /// Copies two numbers, which takes about as long as a step.
    @Override
    public Checkpoint checkpoint() {
        return new Checkpoint(
                Fibonacci.NAME,
                Input.of("n", n),
                Algorithm.ITERATIVE,
                new State(index, last.snapshot(), current.snapshot()));
    }

    /// @param n the index of the number to compute
    /// @param in a stored state, or any other bytes
    /// @return the calculation in that state
    /// @throws java.io.StreamCorruptedException if the bytes are no state of the calculation of `F(n)`
    /// @throws IOException if reading fails, or if the stream ends too soon
    static IterativeFibonacci readFrom(long n, CheckpointInput in) throws IOException {
        long index = in.readLong();
        CheckpointInput.check(index >= 2 && index <= Math.max(2, n), "index " + index);
        Accumulator last = read(index - 1, n, in);
        Accumulator current = read(index, n, in);
        return new IterativeFibonacci(n, index, last, current);
    }

    private static Accumulator read(long index, long n, CheckpointInput in) throws IOException {
        return in.readAccumulator(FibonacciSize.bits(n), FibonacciSize.bits(index), TOLERANCE);
    }

    private record State(long index, BinaryNatural last, BinaryNatural current) implements Checkpoint.State {

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
