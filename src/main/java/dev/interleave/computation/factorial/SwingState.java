package dev.interleave.computation.factorial;

import dev.interleave.arithmetic.DecimalNatural;
import dev.interleave.arithmetic.NaturalCodec;
import dev.interleave.computation.Checkpoint;
import dev.interleave.computation.CheckpointInput;
import java.io.DataOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The finished numbers of a [FastFactorial], from which it can continue. Immutable.
///
/// @param level the level of the factorial, from the first level of `n` down to 0 at the end
/// @param factorial `(n >> level)!`
/// @param swing the swing of the next level; null until it is computed
/// @param square the square of the factorial; null until it is computed, which is after the swing
/// @param units the work done when the last of these numbers was finished
record SwingState(
        int level,
        DecimalNatural factorial,
        @Nullable DecimalNatural swing,
        @Nullable DecimalNatural square,
        long units)
        implements Checkpoint.State {

    /// The calculation starts with a factorial of at most this number; `20!` is the largest that fits into a word.
    static final int MAX_START = 19;

    /// The largest error of an estimated length, in bits.
    private static final int TOLERANCE = 16;

    /// @param n at least 0
    /// @return the state before any work
    static SwingState start(long n) {
        int level = firstLevel(n);
        long product = 1;
        for (long i = 2; i <= n >> level; i++) {
            product *= i;
        }
        return new SwingState(level, DecimalNatural.of(product), null, null, 0);
    }

    /// @param result the number that was finished: a swing, a square or the factorial of the next level
    /// @param spentUnits the work done so far
    /// @return the state with that number
    SwingState with(DecimalNatural result, long spentUnits) {
        if (swing == null) {
            return new SwingState(level, factorial, result, null, spentUnits);
        }
        return square == null
                ? new SwingState(level, factorial, swing, result, spentUnits)
                : new SwingState(level - 1, result, null, null, spentUnits);
    }

    @Override
    public long bytes() {
        return Long.BYTES + 3 + bytes(factorial) + bytes(swing) + bytes(square);
    }

    @Override
    public void writeTo(DataOutputStream out) throws IOException {
        out.writeLong(units);
        out.writeByte(level);
        out.writeByte((swing == null ? 0 : 1) + (square == null ? 0 : 1));
        NaturalCodec.write(factorial, out);
        if (swing != null) {
            NaturalCodec.write(swing, out);
        }
        if (square != null) {
            NaturalCodec.write(square, out);
        }
    }

    /// @param n the number whose factorial is computed
    /// @param in a stored state, or any other bytes
    /// @return the state
    /// @throws java.io.StreamCorruptedException if the bytes are no state of the calculation of `n!`
    /// @throws IOException if reading fails, or if the stream ends too soon
    static SwingState readFrom(long n, CheckpointInput in) throws IOException {
        long units = in.readUnits((double) FastFactorialEstimate.of(n).units());
        int level = in.readUnsignedByte();
        CheckpointInput.check(level <= firstLevel(n), "level " + level);
        int count = in.readUnsignedByte();
        CheckpointInput.check(count <= (level == 0 ? 0 : 2), "numbers beside the factorial: " + count);
        long bits = FactorialSize.bits(n >> level);
        DecimalNatural factorial = in.readDecimal(bits, TOLERANCE);
        long nextBits = level == 0 ? 0 : FactorialSize.bits(n >> (level - 1));
        DecimalNatural swing = count < 1 ? null : in.readDecimal(nextBits - 2 * bits, TOLERANCE);
        DecimalNatural square = count < 2 ? null : in.readDecimal(2 * bits, TOLERANCE);
        return new SwingState(level, factorial, swing, square, units);
    }

    private static int firstLevel(long n) {
        int level = 0;
        while (n >> level > MAX_START) {
            level++;
        }
        return level;
    }

    private static long bytes(@Nullable DecimalNatural number) {
        return number == null ? 0 : NaturalCodec.bytes(number);
    }
}
