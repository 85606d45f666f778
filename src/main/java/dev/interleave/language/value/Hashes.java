package dev.interleave.language.value;

import java.math.BigInteger;
import java.util.Arrays;

/// The hashes of the values that have no identity. Equal numbers have equal hashes, whatever their types. All
/// hashes are the same on every machine.
public final class Hashes {

    private static final long PRIME = (1L << 61) - 1;
    private static final BigInteger BIG_PRIME = BigInteger.valueOf(PRIME);

    private Hashes() {}

    /// @param value an integer
    /// @return its remainder modulo 2⁶¹ - 1, with its sign
    public static long ofInteger(long value) {
        long hash = value % PRIME;
        return hash == -1 ? -2 : hash;
    }

    /// @param value an integer; takes time proportional to its length
    /// @return its remainder modulo 2⁶¹ - 1, with its sign
    public static long ofInteger(BigInteger value) {
        return ofInteger(value.remainder(BIG_PRIME).longValue());
    }

    /// @param value any number
    /// @return that of the equal integer, where there is one
    public static long ofFloat(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.isNaN(value) ? 0 : value > 0 ? 314_159 : -314_159;
        }
        // A significand of 53 bits times a power of two, which only rotates the bits modulo 2⁶¹ - 1.
        int exponent = Math.getExponent(value);
        long bits = Double.doubleToLongBits(Math.abs(value));
        long significand = exponent < Double.MIN_EXPONENT ? bits : (bits & ((1L << 52) - 1)) | (1L << 52);
        int rotation = Math.floorMod(Math.max(exponent, Double.MIN_EXPONENT) - 52, 61);
        long hash = ((significand << rotation) & PRIME) | (significand >>> (61 - rotation));
        hash = hash == PRIME ? 0 : hash;
        return value < 0 ? (hash == 1 ? -2 : -hash) : hash;
    }

    /// @param value any text
    /// @return its hash
    public static long ofText(String value) {
        return mix(value.hashCode() * 0x9e3779b97f4a7c15L + value.length());
    }

    /// @param value any octets
    /// @return their hash
    public static long ofBytes(byte[] value) {
        return mix(Arrays.hashCode(value) * 31L + value.length);
    }

    /// @param hash of what came before
    /// @param next the hash of the next part
    /// @return the hash of both
    public static long combine(long hash, long next) {
        return mix(hash * 0x9e3779b97f4a7c15L + next);
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
        z = (z ^ (z >>> 33)) >> 3; // fits into 61 bits, as the hash of an integer does
        return z == -1 ? -2 : z;
    }
}
