package dev.interleave.arithmetic.transform;

/// The inner loops of the transform. Each works on rows, and does the same to every column from `from` up to
/// `to`: no branches, no calls that are not inlined, one or two rows written, so that the compiler turns them
/// into vector instructions.
///
/// Bounds are in units of the prime `p`: "2.2" means that all elements are of size `2.2*p` at most. They follow
/// from [PrimeField#multiply], which makes `1/2 + 3K/16` out of a factor of size `K`.
public final class Butterflies {

    private Butterflies() {}

    /// First half of two levels of the forward transform (Gentleman and Sande, Fast Fourier Transforms – for
    /// Fun and Profit, 1966, in the form that splits `X^2n - w^2` into `X^n - w` and `X^n + w`).
    ///
    /// From 2.2 to `1/2 + (1/2 + 3/16 * 2.2) < 1.42`.
    public static void forwardReducing(double[] x, double[] y, int from, int to, double w, double p, double inverse) {
        for (int j = from; j < to; j++) {
            double a = PrimeField.reduce(x[j], p, inverse);
            double b = PrimeField.multiply(y[j], w, p, inverse);
            x[j] = a + b;
            y[j] = a - b;
        }
    }

    /// Second half. From 1.42 to `1.42 + (1/2 + 3/16 * 1.42) < 2.2`, where the next two levels begin.
    public static void forward(double[] x, double[] y, int from, int to, double w, double p, double inverse) {
        for (int j = from; j < to; j++) {
            double a = x[j];
            double b = PrimeField.multiply(y[j], w, p, inverse);
            x[j] = a + b;
            y[j] = a - b;
        }
    }

    /// First half of two levels of the inverse transform (Cooley and Tukey, 1965). From 2 to 4 in `x`, and to
    /// `1/2 + 3/16 * 4 = 1.25` in `y`.
    public static void backward(double[] x, double[] y, int from, int to, double w, double p, double inverse) {
        for (int j = from; j < to; j++) {
            double a = x[j];
            double b = y[j];
            x[j] = a + b;
            y[j] = PrimeField.multiply(a - b, w, p, inverse);
        }
    }

    /// Second half, on two rows that were both `x` or both `y` of the first: from 4 to `1/2 + 3/16 * 8 = 2`,
    /// where the next two levels begin. The difference may be as large as `8p < 2⁵³`, and is exact.
    public static void backwardReducing(double[] x, double[] y, int from, int to, double w, double p, double inverse) {
        for (int j = from; j < to; j++) {
            double a = x[j];
            double b = y[j];
            x[j] = PrimeField.reduce(a + b, p, inverse);
            y[j] = PrimeField.multiply(a - b, w, p, inverse);
        }
    }

    /// The level without twiddle factors, which is its own inverse but for a factor of 2. From 2.2 to 1/2.
    static void plain(double[] x, double[] y, int from, int to, double p, double inverse) {
        for (int j = from; j < to; j++) {
            double a = x[j];
            double b = y[j];
            x[j] = PrimeField.reduce(a + b, p, inverse);
            y[j] = PrimeField.reduce(a - b, p, inverse);
        }
    }

    /// A transform of length 3: with `w` a third root of unity, `x + y + z`, `x + w*y + w²*z`, `x + w²*y +
    /// w*z`. Since `w + w² = -1`, the last two are `x - (y+z)/2 ± (w-w²)/2 * (y-z)`.
    ///
    /// Here the middle part: the sums stay in `x`; `y` becomes `x - (y+z)/2`, and `z` becomes `(w-w²)/2 *
    /// (y-z)`. From 2, 1 and 1 to 1/2 in `x`, `2 + 1/2 + 3/8 < 2.9` in `y`, `1/2 + 3/8 < 0.9` in `z`.
    static void three(
            double[] x,
            double[] y,
            double[] z,
            int from,
            int to,
            double minusHalf,
            double halfRoot3,
            double p,
            double inverse) {
        for (int j = from; j < to; j++) {
            double a = x[j];
            double b = y[j];
            double c = z[j];
            double sum = b + c;
            x[j] = PrimeField.reduce(a + sum, p, inverse);
            y[j] = a + PrimeField.multiply(sum, minusHalf, p, inverse);
            z[j] = PrimeField.multiply(b - c, halfRoot3, p, inverse);
        }
    }

    /// The end of it in the forward transform, with twiddle factors: `(y+z)*v` and `(y-z)*w`. From 2.9 and 0.9
    /// to `1/2 + 3/16 * 3.8 < 1.3`.
    static void threeEnd(double[] y, double[] z, int from, int to, double v, double w, double p, double inverse) {
        for (int j = from; j < to; j++) {
            double a = y[j];
            double b = z[j];
            y[j] = PrimeField.multiply(a + b, v, p, inverse);
            z[j] = PrimeField.multiply(a - b, w, p, inverse);
        }
    }

    /// The end of it in the inverse transform, where the roots change places. From 2.9 and 0.9 to 1/2.
    static void threeEndBackward(double[] y, double[] z, int from, int to, double p, double inverse) {
        for (int j = from; j < to; j++) {
            double a = y[j];
            double b = z[j];
            y[j] = PrimeField.reduce(a - b, p, inverse);
            z[j] = PrimeField.reduce(a + b, p, inverse);
        }
    }

    /// `x *= w`. From 2 to `1/2 + 3/8 < 0.9`.
    static void scale(double[] x, int from, int to, double w, double p, double inverse) {
        for (int j = from; j < to; j++) {
            x[j] = PrimeField.multiply(x[j], w, p, inverse);
        }
    }

    /// `x *= factor`, `factor *= step`, column by column. A step is at most 1/2, so a factor goes from 0.62 to
    /// `1/2 + 3/16 * 0.62 < 0.62`; `x` goes from 2.2 to `1/2 + 3/16 * 2 * 2.2 * 0.62 < 1.02`.
    static void twist(double[] x, double[] factor, double[] step, int firstStep, int to, double p, double inverse) {
        for (int j = 0; j < to; j++) {
            double f = factor[j];
            x[j] = PrimeField.multiply(x[j], f, p, inverse);
            factor[j] = PrimeField.multiply(f, step[firstStep + j], p, inverse);
        }
    }

    /// `x *= y`. From 2.2 and 2.2 to `1/2 + 3/32 < 0.6`.
    static void times(double[] x, double[] y, int to, double p, double inverse) {
        for (int j = 0; j < to; j++) {
            double a = PrimeField.reduce(x[j], p, inverse);
            double b = PrimeField.reduce(y[j], p, inverse);
            x[j] = PrimeField.multiply(a, b, p, inverse);
        }
    }

    /// `x *= x`. From 2.2 to 0.6.
    static void square(double[] x, int to, double p, double inverse) {
        for (int j = 0; j < to; j++) {
            double a = PrimeField.reduce(x[j], p, inverse);
            x[j] = PrimeField.multiply(a, a, p, inverse);
        }
    }
}
