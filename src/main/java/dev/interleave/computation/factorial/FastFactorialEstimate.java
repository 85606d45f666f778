package dev.interleave.computation.factorial;

import dev.interleave.arithmetic.DecimalNatural;
import dev.interleave.arithmetic.Multiplication;
import dev.interleave.arithmetic.ProductTree;

/// What a [FastFactorial] will take, from `n` alone.
///
/// @param units how much work, about a nanosecond each
/// @param bytes an upper bound for the memory held
record FastFactorialEstimate(long units, long bytes) {

    private static final double BITS_PER_LIMB = DecimalNatural.LIMB_DIGITS * Math.log(10) / Math.log(2);

    /// Of 20 small objects per level and product, and the stages of a plan.
    private static final long SMALL_BYTES = 256 * 1024;

    /// What collecting the factors and sieving takes per number.
    private static final double UNITS_PER_NUMBER = 2.2;

    /// @param n at least 0
    /// @return what it will take
    static FastFactorialEstimate of(long n) {
        double units = n * UNITS_PER_NUMBER;
        for (long m = n; m > SwingState.SMALL; m /= 2) {
            units += level(m);
        }
        return new FastFactorialEstimate((long) units + 1, SMALL_BYTES + n / 16 + peak(n));
    }

    private static double level(long m) {
        int swing = swingLimbs(m);
        int half = factorLimbs(m / 2);
        return (double) ProductTree.units(swing)
                + Multiplication.unitsOfSquare(half)
                + Multiplication.units(2 * half, swing);
    }

    /// The last level holds most: while the square is made, or the last product.
    private static long peak(long n) {
        int swing = swingLimbs(n);
        int half = limbs(FactorialSize.bits(n / 2));
        long square = Multiplication.bytesOfSquare(half) + Long.BYTES * (3L * half + swing);
        long product = Multiplication.bytes(2 * half, swing) + Long.BYTES * (5L * half + 2L * swing);
        return Math.max(square, product);
    }

    private static int swingLimbs(long m) {
        return limbs(Math.max(1, FactorialSize.bits(m) - 2 * FactorialSize.bits(m / 2)));
    }

    /// Without the zeros at the end, of which there are about `m/4` digits.
    private static int factorLimbs(long m) {
        return Math.max(1, limbs(FactorialSize.bits(m)) - Math.toIntExact(m / (4 * DecimalNatural.LIMB_DIGITS)));
    }

    private static int limbs(long bits) {
        return (int) (bits / BITS_PER_LIMB) + 1;
    }
}
