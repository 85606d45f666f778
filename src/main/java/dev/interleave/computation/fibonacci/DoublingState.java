package dev.interleave.computation.fibonacci;

import dev.interleave.arithmetic.DecimalNatural;
import dev.interleave.arithmetic.NaturalCodec;
import dev.interleave.computation.CheckpointFormat;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The numbers that a [FastFibonacci] has finished, from which it can go on. Immutable.
///
/// @param level `F(n >> level)` is what is done so far; 0 at the end
/// @param number that
/// @param before the one before it in the sequence
/// @param square of the number, once it is made
/// @param units how much work had been done when the last of these was finished
record DoublingState(
        int level,
        DecimalNatural number,
        DecimalNatural before,
        @Nullable DecimalNatural square,
        long units) implements CheckpointFormat.State {

    private static final double DIGITS_PER_BIT = Math.log10(2);

    /// How many bits too many an estimate may have, or too few.
    private static final int TOLERANCE = 8;

    /// 2³¹ - 1.
    private static final long PRIME = Integer.MAX_VALUE;

    /// How many times the work that is estimated is believed to have been done.
    private static final int BELIEVED = 16;

    /// @param n at least 0
    /// @return before any work
    static DoublingState start(long n) {
        DecimalNatural one = DecimalNatural.of(1);
        DecimalNatural zero = DecimalNatural.of(0);
        return n == 0 ? new DoublingState(0, zero, one, null, 0) : new DoublingState(firstLevel(n), one, zero, null, 0);
    }

    @Override
    public long bytes() {
        return Long.BYTES
                + 2
                + NaturalCodec.bytes(number)
                + NaturalCodec.bytes(before)
                + (square == null ? 0 : NaturalCodec.bytes(square));
    }

    @Override
    public void writeTo(DataOutputStream out) throws IOException {
        out.writeLong(units);
        out.writeByte(level);
        out.writeByte(square == null ? 0 : 1);
        NaturalCodec.write(number, out);
        NaturalCodec.write(before, out);
        if (square != null) {
            NaturalCodec.write(square, out);
        }
    }

    /// @param n the index that is wanted
    /// @param in where a state was written to, or anything else
    /// @return the state
    /// @throws java.io.StreamCorruptedException if it is none of that `n`
    /// @throws IOException if reading fails or ends too soon
    static DoublingState readFrom(long n, DataInputStream in) throws IOException {
        long units = in.readLong();
        double most = BELIEVED * FastFibonacci.units(n);
        CheckpointFormat.check(units >= 0 && (double) units <= most, "work done: " + units);
        int level = in.readUnsignedByte();
        CheckpointFormat.check(level <= firstLevel(n), "level " + level);
        int more = in.readUnsignedByte();
        CheckpointFormat.check(more <= (level == 0 ? 0 : 1), "squares: " + more);
        long bits = FibonacciSize.bits(n >> level);
        DecimalNatural number = read(bits, in);
        DecimalNatural before = read(bits - 1, in);
        DecimalNatural square = more == 0 ? null : read(2 * bits, in);
        CheckpointFormat.check(
                areNeighbours(number, before, n >> level) && isSquare(square, number),
                "numbers that do not go together");
        return new DoublingState(level, number, before, square, units);
    }

    /// By Cassini's identity `F(m)² - F(m) F(m-1) - F(m-1)² = -(-1)ᵐ`, modulo a prime.
    private static boolean areNeighbours(DecimalNatural number, DecimalNatural before, long m) {
        long a = number.remainder(PRIME);
        long b = before.remainder(PRIME);
        long difference = (a * a % PRIME + (PRIME - a * b % PRIME) + (PRIME - b * b % PRIME)) % PRIME;
        return difference == ((m & 1) == 1 ? 1 : PRIME - 1);
    }

    private static boolean isSquare(@Nullable DecimalNatural square, DecimalNatural number) {
        long a = number.remainder(PRIME);
        return square == null || square.remainder(PRIME) == a * a % PRIME;
    }

    static int firstLevel(long n) {
        return Math.max(0, Long.SIZE - 1 - Long.numberOfLeadingZeros(Math.max(1, n)));
    }

    private static DecimalNatural read(long bits, DataInputStream in) throws IOException {
        long max = (long) ((double) (bits + TOLERANCE) * DIGITS_PER_BIT) + 1;
        DecimalNatural number = NaturalCodec.readDecimal(in, max);
        long digits = number.digitCount();
        CheckpointFormat.check(
                digits >= (long) ((double) (bits - TOLERANCE) * DIGITS_PER_BIT) && digits <= max,
                "a number of " + digits + " digits, which should have about " + max);
        return number;
    }
}
