package dev.interleave.arithmetic.transform;

/// The integers modulo a prime below 2⁵⁰, in `double`. Immutable and thread-safe.
///
/// An element is any whole `double` that is congruent to it. Sums and differences are left unreduced; they are
/// exact as long as they stay below 2⁵³. [#multiply] brings the result near to zero again. The method is the
/// one of Dekker, A Floating-Point Technique for Extending the Available Precision, 1971, with the error of a
/// product taken from a fused multiply-add, and the quotient by Barrett's idea: multiply by the inverse, round.
///
/// **Ranges of [#multiply].** Let `|a*b| <= K * p²/2` with `K <= 8`, such as `|a| <= K*p` and `|b| <= p/2`. `h`
/// is `a*b` rounded, `l` the rest, which a fused multiply-add finds exactly, so `a*b = h + l`. `q` is `a*b/p`
/// with three roundings of relative size 2⁻⁵³ each, thus off by at most `3*2⁻⁵³ * K*p/2 < 3K/16` since `p <
/// 2⁵⁰`, and then rounded to an integer, which adds 1/2. So `|a*b - q*p| <= (1/2 + 3K/16) * p <= 2p`. `h - q*p`
/// differs from that by `l`, which is at most half a unit in the last place of `h < 2¹⁰²`, that is 2⁴⁹: it is
/// an integer below 2⁵³ and so exact in the second fused multiply-add, and its sum with `l` is exact for the
/// same reason.
///
/// **Ranges of [#reduce].** Let `|a| < 2⁶¹` be exact. `q` is `a/p` off by at most `2⁻⁵² * 2¹¹`, then rounded,
/// so `|a - q*p| <= p/2 + 2⁹`, exact for the same reason as above. For `|a| <= 8p` it is `p/2 + 2`.
public final class PrimeField {

    /// How many twiddle factors of each sort are kept: enough for transforms of twice this length.
    static final int TWIDDLES = 4096;

    /// The largest power of two that divides the order of each field's group; 3 divides it as well.
    public static final int TWO_ADICITY = 26;

    /// The three largest primes below 2⁵⁰ of the form `k * 3 * 2²⁶ + 1`. Their product is above 2^149.99.
    public static final PrimeField FIRST = new PrimeField(1_125_899_437_080_577L, 5);

    public static final PrimeField SECOND = new PrimeField(1_125_897_625_141_249L, 29);
    public static final PrimeField THIRD = new PrimeField(1_125_896_819_834_881L, 14);

    public final long modulus;
    public final double p;
    public final double inverse;

    /// Twiddle factors in bit-reversed order: `1, i, √i, i√i, …`; the two after number `b` are the square roots
    /// of number `b`, that is `w` and `i*w`.
    final double[] twiddles = new double[TWIDDLES];

    final double[] inverseTwiddles = new double[TWIDDLES];

    private final double generator;

    private PrimeField(long modulus, int generator) {
        this.modulus = modulus;
        this.p = (double) modulus;
        this.inverse = 1.0 / p;
        this.generator = generator;
        fillBitReversed(twiddles, 4, 1);
        fillBitReversed(inverseTwiddles, 4, -1);
    }

    /// @param a an element
    /// @param b an element; the product of both is of size `4p²` at most
    /// @return an element, of size `2p` at most; see above
    public static double multiply(double a, double b, double p, double inverse) {
        double h = a * b;
        double l = Math.fma(a, b, -h);
        double q = Math.rint(h * inverse);
        return Math.fma(-q, p, h) + l;
    }

    /// @param a any whole number below 2⁶¹
    /// @return the same element, of size `p/2` and a bit at most
    public static double reduce(double a, double p, double inverse) {
        return Math.fma(-Math.rint(a * inverse), p, a);
    }

    /// @return the product, of size `p/2` and a bit at most
    double product(double a, double b) {
        return reduce(multiply(a, b, p, inverse), p, inverse);
    }

    public double power(double base, long exponent) {
        double result = 1;
        double square = base;
        for (long e = exponent; e > 0; e >>= 1) {
            if ((e & 1) == 1) {
                result = product(result, square);
            }
            square = product(square, square);
        }
        return result;
    }

    double inverseOf(double a) {
        return power(a, modulus - 2);
    }

    /// @param order divides the order of the group
    /// @return an element of that order, the same family for all: `root(m*n)` to the power `m` is `root(n)`
    public double root(long order) {
        if ((modulus - 1) % order != 0) {
            throw new IllegalArgumentException("no root of order " + order);
        }
        return power(generator, (modulus - 1) / order);
    }

    /// @param order of the root
    /// @param sign 1 for the root itself, -1 for its inverse
    /// @return the root or its inverse
    public double root(long order, int sign) {
        double root = root(order);
        return sign > 0 ? root : inverseOf(root);
    }

    /// Fills an array with powers of a root in bit-reversed order. For a length of `n` entry `b` becomes the
    /// root of order `first*n/2` to the power of `b` with its bits reversed, by way of `x[m + b] = x[b] *
    /// root(first*m)` for `m = 1, 2, 4, …`.
    ///
    /// @param x its length is a power of two
    /// @param first the order of the root in entry 1
    /// @param sign 1 for the root itself, -1 for its inverse
    void fillBitReversed(double[] x, long first, int sign) {
        x[0] = 1;
        for (int m = 1; m < x.length; m *= 2) {
            double root = root(first * m, sign);
            for (int b = 0; b < m; b++) {
                x[m + b] = product(x[b], root);
            }
        }
    }
}
