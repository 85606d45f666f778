package dev.interleave.computation.fibonacci;

import dev.interleave.arithmetic.DecimalNatural;
import dev.interleave.arithmetic.NaturalCodec;
import dev.interleave.computation.Checkpoint;
import dev.interleave.computation.CheckpointInput;
import java.io.DataOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The finished numbers of a [FastFibonacci], from which it can continue. Immutable.
///
/// @param level the level of the number, from the first level of `n` down to 0 at the end
/// @param number `F(n >> level)`
/// @param before its predecessor in the sequence
/// @param square the square of the number; null until it is computed
/// @param units the work done when the last of these numbers was finished
record DoublingState(
        int level,
        DecimalNatural number,
        DecimalNatural before,
        @Nullable DecimalNatural square,
        long units) implements Checkpoint.State {

    /// The largest error of an estimated length, in bits.
    private static final int TOLERANCE = 8;

    /// 2³¹ - 1.
    private static final long PRIME = Integer.MAX_VALUE;

    /// @param n at least 0
    /// @return the state before any work
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

    /// @param n the index of the number to compute
    /// @param in a stored state, or any other bytes
    /// @return the state
    /// @throws java.io.StreamCorruptedException if the bytes are no state of the calculation of `F(n)`
    /// @throws IOException if reading fails, or if the stream ends too soon
    static DoublingState readFrom(long n, CheckpointInput in) throws IOException {
        long units = in.readUnits(FastFibonacci.units(n));
        int level = in.readUnsignedByte();
        CheckpointInput.check(level <= firstLevel(n), "level " + level);
        int squares = in.readUnsignedByte();
        CheckpointInput.check(squares <= (level == 0 ? 0 : 1), "squares: " + squares);
        long bits = FibonacciSize.bits(n >> level);
        DecimalNatural number = in.readDecimal(bits, TOLERANCE);
        DecimalNatural before = in.readDecimal(bits - 1, TOLERANCE);
        DecimalNatural square = squares == 0 ? null : in.readDecimal(2 * bits, TOLERANCE);
        CheckpointInput.check(
                areConsecutive(number, before, n >> level) && isSquare(square, number),
                "numbers that are inconsistent");
        return new DoublingState(level, number, before, square, units);
    }

    /// By Cassini's identity `F(m)² - F(m) F(m-1) - F(m-1)² = -(-1)ᵐ`, modulo a prime.
    private static boolean areConsecutive(DecimalNatural number, DecimalNatural before, long m) {
        long a = number.remainder(PRIME);
        long b = before.remainder(PRIME);
        long difference = (a * a % PRIME + (PRIME - a * b % PRIME) + (PRIME - b * b % PRIME)) % PRIME;
        return difference == ((m & 1) == 1 ? 1 : PRIME - 1);
    }

    private static boolean isSquare(@Nullable DecimalNatural square, DecimalNatural number) {
        long a = number.remainder(PRIME);
        return square == null || square.remainder(PRIME) == a * a % PRIME;
    }

    /// @param n at least 0
    /// @return the level for which `n >> level` is 1; 0 if `n` is 0
    static int firstLevel(long n) {
        return Math.max(0, Long.SIZE - 1 - Long.numberOfLeadingZeros(Math.max(1, n)));
    }
}
