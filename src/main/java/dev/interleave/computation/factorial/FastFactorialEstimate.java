package dev.interleave.computation.factorial;

import dev.interleave.arithmetic.DecimalNatural;
import dev.interleave.arithmetic.Multiplication;
import dev.interleave.arithmetic.ProductTree;

/// The cost of a [FastFactorial], estimated from `n` alone. Immutable.
///
/// @param units the work, in units of about a nanosecond
/// @param bytes an upper bound for the memory held at any time
record FastFactorialEstimate(long units, long bytes) {

    /// Work of sieving and of collecting the factors, per number up to `n`.
    private static final double UNITS_PER_NUMBER = 2.2;

    /// @param n at least 0
    /// @return the estimate for `n!`
    static FastFactorialEstimate of(long n) {
        double units = n * UNITS_PER_NUMBER;
        for (long m = n; m > SwingState.MAX_START; m /= 2) {
            units += level(m);
        }
        return new FastFactorialEstimate((long) units + 1, FastFactorial.SMALL_OBJECTS_BYTES + n / 16 + peak(n));
    }

    private static double level(long m) {
        int swing = swingLimbs(m);
        int half = factorLimbs(m / 2);
        return (double) ProductTree.units(swing)
                + Multiplication.unitsOfSquare(half)
                + Multiplication.units(2 * half, swing);
    }

    /// The peak is at the last level, during the square or during the product.
    private static long peak(long n) {
        int swing = swingLimbs(n);
        int half = DecimalNatural.limbs(FactorialSize.bits(n / 2));
        long square = Multiplication.bytesOfSquare(half) + Long.BYTES * (3L * half + swing);
        long product = Multiplication.bytes(2 * half, swing) + Long.BYTES * (5L * half + 2L * swing);
        return Math.max(square, product);
    }

    private static int swingLimbs(long m) {
        return DecimalNatural.limbs(Math.max(1, FactorialSize.bits(m) - 2 * FactorialSize.bits(m / 2)));
    }

    /// Without the trailing zeros: about `m/4` digits.
    private static int factorLimbs(long m) {
        return Math.max(
                1, DecimalNatural.limbs(FactorialSize.bits(m)) - Math.toIntExact(m / (4 * DecimalNatural.LIMB_DIGITS)));
    }
}
