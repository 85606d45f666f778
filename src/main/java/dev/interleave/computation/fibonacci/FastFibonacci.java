package dev.interleave.computation.fibonacci;

import dev.interleave.arithmetic.DecimalNatural;
import dev.interleave.arithmetic.LinearCombination;
import dev.interleave.arithmetic.Multiplication;
import dev.interleave.arithmetic.sliced.SlicedOperation;
import dev.interleave.computation.Algorithm;
import dev.interleave.computation.Calculation;
import dev.interleave.computation.Checkpoint;
import dev.interleave.computation.CheckpointFormat;
import dev.interleave.computation.Input;
import dev.interleave.computation.factorial.FastFactorial;
import dev.interleave.eventloop.Step;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// `F(n)` by doubling the index once per bit of `n`, with two squares each time (Takahashi, A Fast Algorithm
/// for Computing Large Fibonacci Numbers, 2000; these identities are in the manual of GMP):
///
/// - `F(2m+1) = 4 F(m)² - F(m-1)² + 2 (-1)ᵐ`,
/// - `F(2m-1) = F(m)² + F(m-1)²`,
/// - `F(2m) = F(2m+1) - F(2m-1) = 3 F(m)² - 2 F(m-1)² + 2 (-1)ᵐ`.
public final class FastFibonacci implements Calculation {

    private static final double ALMOST = 0.999;
    private static final long SMALL_BYTES = 256 * 1024;

    private enum Phase {
        SQUARE,
        SQUARE_BEFORE,
        NUMBER,
        BEFORE,
        DONE
    }

    private final long n;
    private final long estimatedUnits;
    private DoublingState made;
    private Phase phase;
    private @Nullable SlicedOperation<DecimalNatural> operation;
    private @Nullable DecimalNatural squareBefore;
    private @Nullable DecimalNatural number;
    private long spentUnits;
    private volatile double fraction;

    /// @param n at least 0
    /// @param made a state of it
    FastFibonacci(long n, DoublingState made) {
        this.n = n;
        this.made = made;
        this.estimatedUnits = (long) units(n);
        this.spentUnits = made.units();
        this.phase = made.level() == 0 ? Phase.DONE : made.square() == null ? Phase.SQUARE : Phase.SQUARE_BEFORE;
        this.fraction = Math.min(ALMOST, (double) spentUnits / (double) estimatedUnits);
    }

    static double units(long n) {
        double units = 1;
        for (int level = DoublingState.firstLevel(n); level > 0; level--) {
            int length = FibonacciSize.limbs(n >> level);
            units += 2.0 * (double) Multiplication.unitsOfSquare(length) + 2.0 * LinearCombination.units(2 * length);
        }
        return units;
    }

    /// The last doubling holds most: while the second square is made, or while squares are added.
    static long bytes(long n) {
        int half = FibonacciSize.limbs(n / 2) + 1;
        long numbers = Long.BYTES * 2L * half;
        long squares = Multiplication.bytesOfSquare(half) + Long.BYTES * 4L * half;
        return SMALL_BYTES + numbers + Math.max(squares, Long.BYTES * 8L * half);
    }

    @Override
    public Step step() {
        long end = spentUnits + FastFactorial.STEP_UNITS;
        while (phase != Phase.DONE && spentUnits < end) {
            advanceOnce();
        }
        fraction = phase == Phase.DONE ? 1 : fraction;
        return phase == Phase.DONE ? Step.RETURNED : Step.YIELDED;
    }

    /// Runs one bounded piece of work.
    public void advanceOnce() {
        SlicedOperation<DecimalNatural> current = operation == null ? begun() : operation;
        operation = current;
        spentUnits += current.advance();
        if (current.isDone()) {
            operation = null;
            finish(current.result());
        }
        fraction = phase == Phase.DONE ? 1 : Math.min(ALMOST, (double) spentUnits / (double) estimatedUnits);
    }

    @Override
    public double fraction() {
        return fraction;
    }

    @Override
    public long partialBits() {
        return made.number().bitLength();
    }

    /// A number of the sequence.
    @Override
    public DecimalNatural partialProduct() {
        return made.number();
    }

    @Override
    public DecimalNatural value() {
        if (phase != Phase.DONE) {
            throw new IllegalStateException("has not returned yet");
        }
        return made.number();
    }

    /// By reference: what is finished never changes. What is under way is done again.
    @Override
    public Checkpoint checkpoint() {
        return new CheckpointFormat(Fibonacci.NAME, Input.of("n", n), Algorithm.FAST, made);
    }

    private SlicedOperation<DecimalNatural> begun() {
        return switch (phase) {
            case SQUARE -> Multiplication.square(made.number());
            case SQUARE_BEFORE -> Multiplication.square(made.before());
            case NUMBER -> isOdd(nextIndex()) ? upper() : middle();
            case BEFORE -> isOdd(nextIndex()) ? middle() : lower();
            case DONE -> throw new IllegalStateException("has returned");
        };
    }

    private void finish(DecimalNatural result) {
        switch (phase) {
            case SQUARE -> {
                made = new DoublingState(made.level(), made.number(), made.before(), result, spentUnits);
                phase = Phase.SQUARE_BEFORE;
            }
            case SQUARE_BEFORE -> {
                squareBefore = result;
                phase = Phase.NUMBER;
            }
            case NUMBER -> {
                number = result;
                phase = Phase.BEFORE;
            }
            case BEFORE -> {
                made = new DoublingState(made.level() - 1, Objects.requireNonNull(number), result, null, spentUnits);
                squareBefore = null;
                number = null;
                phase = made.level() == 0 ? Phase.DONE : Phase.SQUARE;
            }
            case DONE -> throw new IllegalStateException("has returned");
        }
    }

    private SlicedOperation<DecimalNatural> upper() {
        return combination(4, -1, 2 * sign());
    }

    private SlicedOperation<DecimalNatural> middle() {
        return combination(3, -2, 2 * sign());
    }

    private SlicedOperation<DecimalNatural> lower() {
        return combination(1, 1, 0);
    }

    private SlicedOperation<DecimalNatural> combination(long x, long y, long constant) {
        return new LinearCombination(
                Objects.requireNonNull(made.square()), x, Objects.requireNonNull(squareBefore), y, constant);
    }

    private long sign() {
        return isOdd(n >> made.level()) ? -1 : 1;
    }

    private long nextIndex() {
        return n >> (made.level() - 1);
    }

    private static boolean isOdd(long m) {
        return (m & 1) == 1;
    }
}
