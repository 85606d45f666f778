package dev.interleave.computation.fibonacci;

import dev.interleave.arithmetic.DecimalNatural;
import dev.interleave.arithmetic.LinearCombination;
import dev.interleave.arithmetic.Multiplication;
import dev.interleave.arithmetic.sliced.SlicedOperation;
import dev.interleave.computation.Algorithm;
import dev.interleave.computation.Checkpoint;
import dev.interleave.computation.Input;
import dev.interleave.computation.SlicedCalculation;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// `F(n)` by doubling: the index doubles once per bit of `n`, with two squares each time (Takahashi, A Fast
/// Algorithm for Computing Large Fibonacci Numbers, 2000). The identities are those of the GNU MP manual, section
/// "Fibonacci Numbers Algorithm":
///
/// - `F(2m+1) = 4 F(m)² - F(m-1)² + 2 (-1)ᵐ`,
/// - `F(2m-1) = F(m)² + F(m-1)²`,
/// - `F(2m) = F(2m+1) - F(2m-1) = 3 F(m)² - 2 F(m-1)² + 2 (-1)ᵐ`.
///
/// Not thread-safe; call only from the loop thread.
public final class FastFibonacci extends SlicedCalculation {

    private enum Phase {
        SQUARE,
        SQUARE_BEFORE,
        NUMBER,
        BEFORE,
        DONE
    }

    private final long n;
    private DoublingState state;
    private Phase phase;
    private @Nullable SlicedOperation<DecimalNatural> operation;
    private @Nullable DecimalNatural squareBefore;
    private @Nullable DecimalNatural number;

    /// @param n at least 0
    /// @param state a state of the calculation of `F(n)`
    FastFibonacci(long n, DoublingState state) {
        super(units(n), state.units());
        this.n = n;
        this.state = state;
        this.phase = state.level() == 0 ? Phase.DONE : state.square() == null ? Phase.SQUARE : Phase.SQUARE_BEFORE;
    }

    /// @param n at least 0
    /// @return the estimated work of `F(n)`, in units; at least 1
    static double units(long n) {
        double units = 1;
        for (int level = DoublingState.firstLevel(n); level > 0; level--) {
            int length = FibonacciSize.limbs(n >> level);
            units += 2.0 * (double) Multiplication.unitsOfSquare(length) + 2.0 * LinearCombination.units(2 * length);
        }
        return units;
    }

    /// The peak is at the last doubling, during the second square or during the addition of the squares.
    ///
    /// @param n at least 0
    /// @return an upper bound for the memory held at any time
    static long bytes(long n) {
        int half = FibonacciSize.limbs(n / 2) + 1;
        long numbers = Long.BYTES * 2L * half;
        long squares = Multiplication.bytesOfSquare(half) + Long.BYTES * 4L * half;
        return SMALL_OBJECTS_BYTES + numbers + Math.max(squares, Long.BYTES * 8L * half);
    }

    /// @return a number of the sequence
    @Override
    public DecimalNatural partialProduct() {
        return state.number();
    }

    /// Refers to the finished numbers, which never change. Unfinished operations are repeated after a resume.
    @Override
    public Checkpoint checkpoint() {
        return new Checkpoint(Fibonacci.NAME, Input.of("n", n), Algorithm.FAST, state);
    }

    @Override
    protected boolean isDone() {
        return phase == Phase.DONE;
    }

    @Override
    protected int advance() {
        SlicedOperation<DecimalNatural> current = operation == null ? startOperation() : operation;
        operation = current;
        int units = current.advance();
        if (current.isDone()) {
            operation = null;
            finishOperation(current.result());
        }
        return units;
    }

    private SlicedOperation<DecimalNatural> startOperation() {
        return switch (phase) {
            case SQUARE -> Multiplication.square(state.number());
            case SQUARE_BEFORE -> Multiplication.square(state.before());
            case NUMBER -> isOdd(nextIndex()) ? upper() : middle();
            case BEFORE -> isOdd(nextIndex()) ? middle() : lower();
            case DONE -> throw new IllegalStateException("has returned");
        };
    }

    private void finishOperation(DecimalNatural result) {
        switch (phase) {
            case SQUARE -> {
                state = new DoublingState(state.level(), state.number(), state.before(), result, spentUnits());
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
                state = new DoublingState(
                        state.level() - 1, Objects.requireNonNull(number), result, null, spentUnits());
                squareBefore = null;
                number = null;
                phase = state.level() == 0 ? Phase.DONE : Phase.SQUARE;
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
                Objects.requireNonNull(state.square()), x, Objects.requireNonNull(squareBefore), y, constant);
    }

    private long sign() {
        return isOdd(n >> state.level()) ? -1 : 1;
    }

    private long nextIndex() {
        return n >> (state.level() - 1);
    }

    private static boolean isOdd(long m) {
        return (m & 1) == 1;
    }
}
