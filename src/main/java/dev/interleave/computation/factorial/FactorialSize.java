package dev.interleave.computation.factorial;

/// How long `n!` is, without computing it.
final class FactorialSize {

    private static final double LOG2_E = 1.4426950408889634;
    private static final double LOG2_SQRT_2PI = 1.3257480647361595;

    private FactorialSize() {}

    /// An upper bound for the length of `n!` in bits, too large by a few bits at most for all `n` up to 10⁹.
    ///
    /// From Robbins, A Remark on Stirling's Formula, 1955: `ln n! < (n + 1/2) ln n - n + ln √(2π) + 1/(12 n)`.
    /// The rounding error of a double is below 1 bit there, so 2 bits are added on top.
    ///
    /// @param n at least 0
    /// @return at least the length of `n!`
    static long bits(long n) {
        if (n < 2) {
            return 1;
        }
        double x = (double) n;
        double log2 = (x + 0.5) * (Math.log(x) * LOG2_E) - x * LOG2_E + LOG2_SQRT_2PI + LOG2_E / (12 * x);
        return (long) Math.floor(log2) + 3;
    }
}
