package dev.interleave.computation.binomial;

/// The logarithm of `n!`, without computing `n!`.
final class LogFactorial {

    private static final double LN_2 = Math.log(2);
    private static final double LN_SQRT_2PI = Math.log(2 * Math.PI) / 2;

    /// From here on, what is left out of the series is below 10⁻¹².
    private static final int SERIES_FROM = 64;

    private LogFactorial() {}

    /// By Stirling's series: `ln n! = (n + 1/2) ln n - n + ln √(2π) + 1/(12 n) - 1/(360 n³) + ...` (Abramowitz
    /// and Stegun, Handbook of Mathematical Functions, 1964, 6.1.41).
    ///
    /// @param n from 0 to 10⁹
    /// @return `log2(n!)`, wrong by less than 0.001
    static double log2(long n) {
        if (n < SERIES_FROM) {
            double sum = 0;
            for (long i = 2; i <= n; i++) {
                sum += Math.log((double) i);
            }
            return sum / LN_2;
        }
        double x = (double) n;
        return ((x + 0.5) * Math.log(x) - x + LN_SQRT_2PI + 1 / (12 * x) - 1 / (360 * x * x * x)) / LN_2;
    }
}
