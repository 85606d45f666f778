package dev.interleave.computation.fibonacci;

import dev.interleave.arithmetic.DecimalNatural;

/// The length of a Fibonacci number, estimated without computing it.
final class FibonacciSize {

    private static final double LOG2_PHI = Math.log((1 + Math.sqrt(5)) / 2) / Math.log(2);
    private static final double LOG2_SQRT_5 = Math.log(5) / Math.log(2) / 2;

    /// An upper bound for the rounding: `F(3)` is rounded up from less than 1.9, and larger numbers are closer.
    private static final double ROUNDING = 0.1;

    private FibonacciSize() {}

    /// By Binet's formula, `F(n)` is `φⁿ/√5` rounded to the nearest integer (Graham, Knuth, Patashnik, Concrete
    /// Mathematics, 1994, section 6.6).
    ///
    /// @param n from 0 to 10⁹
    /// @return an upper bound for the length of `F(n)` in bits; for `n >= 2`, too large by 1 at most
    static long bits(long n) {
        return n < 3 ? 1 : (long) Math.floor((double) n * LOG2_PHI - LOG2_SQRT_5 + ROUNDING) + 1;
    }

    /// @param n from 0 to 10⁹
    /// @return an upper bound for the length of `F(n)` in limbs of base 10¹⁸
    static int limbs(long n) {
        return DecimalNatural.limbs(bits(n));
    }
}
