package dev.interleave.computation.factorial;

import dev.interleave.arithmetic.DecimalNatural;
import dev.interleave.arithmetic.NaturalCodec;
import dev.interleave.computation.CheckpointFormat;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The numbers that a [FastFactorial] has finished, from which it can go on. Immutable.
///
/// @param level `(n >> level)!` is what is done so far; 0 at the end
/// @param factorial that
/// @param swing of the level below, once it is made
/// @param square of the factorial, once it and the swing are made
/// @param units how much work had been done when the last of these was finished
record SwingState(
        int level,
        DecimalNatural factorial,
        @Nullable DecimalNatural swing,
        @Nullable DecimalNatural square,
        long units)
        implements CheckpointFormat.State {

    /// The largest `n` for which `n!` fits into a word.
    static final int SMALL = 19;

    private static final double DIGITS_PER_BIT = Math.log10(2);

    /// How many bits too many an estimate may have, or too few.
    private static final int TOLERANCE = 16;

    /// How many times the work that is estimated is believed to have been done.
    private static final int BELIEVED = 16;

    /// @param n at least 0
    /// @return before any work
    static SwingState start(long n) {
        int level = firstLevel(n);
        long product = 1;
        for (long i = 2; i <= n >> level; i++) {
            product *= i;
        }
        return new SwingState(level, DecimalNatural.of(product), null, null, 0);
    }

    /// @param made what comes next after those that are finished
    /// @param now how much work has been done
    /// @return with that
    SwingState with(DecimalNatural made, long now) {
        if (swing == null) {
            return new SwingState(level, factorial, made, null, now);
        }
        return square == null
                ? new SwingState(level, factorial, swing, made, now)
                : new SwingState(level - 1, made, null, null, now);
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

    /// @param n whose factorial is computed
    /// @param in where a state was written to, or anything else
    /// @return the state
    /// @throws java.io.StreamCorruptedException if it is none of that `n`
    /// @throws IOException if reading fails or ends too soon
    static SwingState readFrom(long n, DataInputStream in) throws IOException {
        long units = in.readLong();
        long most = BELIEVED * FastFactorialEstimate.of(n).units();
        CheckpointFormat.check(units >= 0 && units <= most, "work done: " + units);
        int level = in.readUnsignedByte();
        CheckpointFormat.check(level <= firstLevel(n), "level " + level);
        int more = in.readUnsignedByte();
        CheckpointFormat.check(more <= (level == 0 ? 0 : 2), "numbers beside the factorial: " + more);
        long bits = FactorialSize.bits(n >> level);
        DecimalNatural factorial = read(bits, in);
        long next = level == 0 ? 0 : FactorialSize.bits(n >> (level - 1));
        DecimalNatural swing = more < 1 ? null : read(next - 2 * bits, in);
        DecimalNatural square = more < 2 ? null : read(2 * bits, in);
        return new SwingState(level, factorial, swing, square, units);
    }

    private static DecimalNatural read(long bits, DataInputStream in) throws IOException {
        long max = (long) ((bits + TOLERANCE) * DIGITS_PER_BIT) + 1;
        DecimalNatural number = NaturalCodec.readDecimal(in, max);
        long digits = number.digitCount();
        CheckpointFormat.check(
                digits >= (long) ((bits - TOLERANCE) * DIGITS_PER_BIT) && digits <= max,
                "a number of " + digits + " digits, which should have about " + max);
        return number;
    }

    private static int firstLevel(long n) {
        int level = 0;
        while (n >> level > SMALL) {
            level++;
        }
        return level;
    }

    private static long bytes(@Nullable DecimalNatural number) {
        return number == null ? 0 : NaturalCodec.bytes(number);
    }
}
