package dev.interleave.computation.fibonacci;

import dev.interleave.arithmetic.DecimalNatural;

/// How long a Fibonacci number is, without computing it.
final class FibonacciSize {

    private static final double LOG2_PHI = Math.log((1 + Math.sqrt(5)) / 2) / Math.log(2);
    private static final double LOG2_SQRT_5 = Math.log(5) / Math.log(2) / 2;
    private static final double BITS_PER_LIMB = DecimalNatural.LIMB_DIGITS * Math.log(10) / Math.log(2);

    /// `F(3)` is rounded up from less than 1.9; later ones are closer.
    private static final double ROUNDED = 0.1;

    private FibonacciSize() {}

    /// By Binet's formula, `F(n)` is `φⁿ/√5` rounded to the nearest whole number.
    ///
    /// @param n from 0 to 10⁹
    /// @return at least the length of `F(n)` in bits, too large by 1 at most for `n` from 2 on
    static long bits(long n) {
        return n < 3 ? 1 : (long) Math.floor((double) n * LOG2_PHI - LOG2_SQRT_5 + ROUNDED) + 1;
    }

    /// @param n from 0 to 10⁹
    /// @return at least the length of `F(n)` in limbs of base 10¹⁸
    static int limbs(long n) {
        return (int) ((double) bits(n) / BITS_PER_LIMB) + 1;
    }
}
