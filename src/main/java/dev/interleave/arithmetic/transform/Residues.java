package dev.interleave.arithmetic.transform;

/// From limbs in a base `B` of 2⁶⁰ at most to residues modulo the three primes and back.
///
/// **Why three primes are enough.** A limb is at most `B - 1`, and no sum in a convolution has more than half
/// the terms of the longest transform, so it is below `2²⁵ * B² <= 2¹⁴⁵`; the product of the primes is above
/// 2^149.99. The sum is therefore the one number from 0 up to half of that product that has the three residues.
public final class Residues {

    private static final double TWO_32 = 4_294_967_296.0;

    private static final long P1 = PrimeField.FIRST.modulus;
    private static final double INVERSE_1_IN_2 = PrimeField.SECOND.inverseOf(PrimeField.FIRST.p);
    private static final double INVERSE_1_IN_3 = PrimeField.THIRD.inverseOf(PrimeField.FIRST.p);
    private static final double INVERSE_2_IN_3 = PrimeField.THIRD.inverseOf(PrimeField.SECOND.p);

    private Residues() {}

    /// Takes limbs modulo `p`. The upper half of a limb times 2³² is below 2⁶⁰ and exact as a double, so it can
    /// be reduced to `p/2`; with the lower half the residue is of size `p/2 + 2³²` at most.
    static void of(long[] limbs, double[] residues, int count, double p, double inverse) {
        for (int j = 0; j < count; j++) {
            long limb = limbs[j];
            double high = (double) (limb >>> 32) * TWO_32;
            residues[j] = PrimeField.reduce(high, p, inverse) + (double) (limb & 0xffff_ffffL);
        }
    }

    /// The mixed-radix digits of the numbers that have these residues (Garner, The Residue Number System,
    /// 1959): `v1 + p1*v2 + p1*p2*v3`, each digit of size half a prime and a bit at most, in place of the
    /// residues.
    ///
    /// From 2 (in units of the primes, which differ by less than 2⁻¹⁸ of their size): `b - v1` is below 2.6,
    /// its product with the inverse below 1; `c - v1` likewise, `… - v2` below 1.6, and the last product below
    /// 0.9. All three are reduced to 1/2 then.
    public static void mixedRadix(double[] a, double[] b, double[] c, int count) {
        mixedRadix2(a, b, count, PrimeField.FIRST, PrimeField.SECOND);
        mixedRadix3(a, b, c, count, PrimeField.THIRD.p, PrimeField.THIRD.inverse);
    }

    private static void mixedRadix2(double[] a, double[] b, int count, PrimeField first, PrimeField second) {
        reduce(a, count, first.p, first.inverse);
        double p = second.p;
        double inverse = second.inverse;
        for (int j = 0; j < count; j++) {
            b[j] = PrimeField.multiply(b[j] - a[j], INVERSE_1_IN_2, p, inverse);
        }
        reduce(b, count, p, inverse);
    }

    private static void mixedRadix3(double[] a, double[] b, double[] c, int count, double p, double inverse) {
        for (int j = 0; j < count; j++) {
            c[j] = PrimeField.multiply(c[j] - a[j], INVERSE_1_IN_3, p, inverse) - b[j];
        }
        for (int j = 0; j < count; j++) {
            c[j] = PrimeField.multiply(c[j], INVERSE_2_IN_3, p, inverse);
        }
        reduce(c, count, p, inverse);
    }

    private static void reduce(double[] x, int count, double p, double inverse) {
        for (int j = 0; j < count; j++) {
            x[j] = PrimeField.reduce(x[j], p, inverse);
        }
    }

    /// Splits `v1 + p1*v2 + p1*p2*v3` into `d0 + B*d1 + B²*d2`, with signs.
    ///
    /// With `p1*p2 = high*B + low` there are three products to be divided by `B`: `p1*v2 < 2⁹⁹`, `low*v3 <
    /// 2¹⁰⁹` and `high*v3 < 2⁹⁰`. Each quotient is found in a double and rounded, and is off by at most `2⁴⁹ *
    /// 2⁻⁵¹ = 1/4` before that, so each rest is of size `3/4 * B` at most. It fits into a word, and so may be
    /// computed modulo 2⁶⁴. Then `|d0| < 1.6*B` and `|d1| < 0.8*B`, because `v1` and the quotients are below
    /// 2⁵⁰, and `|d2| < 2³⁰`.
    public static void split(
            double[] v1, double[] v2, double[] v3, long[] d0, long[] d1, long[] d2, int count, Radix radix) {
        long base = radix.base;
        long low = radix.low;
        long high = radix.high;
        double p1ByBase = radix.p1ByBase;
        double lowByBase = radix.lowByBase;
        double highByBase = radix.highByBase;
        for (int j = 0; j < count; j++) {
            long q = (long) Math.rint(v2[j] * p1ByBase);
            long r = (long) Math.rint(v3[j] * lowByBase);
            long s = (long) Math.rint(v3[j] * highByBase);
            d0[j] = (long) v1[j] + (P1 * (long) v2[j] - q * base) + (low * (long) v3[j] - r * base);
            d1[j] = q + r + (high * (long) v3[j] - s * base);
            d2[j] = s;
        }
    }
}
