package dev.interleave.arithmetic.transform;

import java.util.concurrent.atomic.AtomicReferenceArray;

/// The roots of unity that transforms of one shape in one field need, beside the twiddle factors. About as many
/// as the shape has rows, so that all of them together are kept. Immutable and thread-safe.
final class TransformRoots {

    private static final int SHAPES = 2 * (TransformShape.MAX_BITS + 1);
    private static final AtomicReferenceArray<TransformRoots> KEPT = new AtomicReferenceArray<>(3 * SHAPES);

    /// By row after the transform of the columns: the root whose powers twist that row.
    final double[] twist;

    final double[] inverseTwist;

    /// For three times a power of two: by row of the second third the power of the root, and in the third one
    /// its square.
    final double[] second;

    final double[] third;
    final double[] inverseSecond;
    final double[] inverseThird;

    /// 1 over the length.
    final double inverseLength;

    /// `(w - w²) / 2` with `w` the third root of unity.
    final double halfRoot3;

    /// `-1/2`.
    final double minusHalf;

    private TransformRoots(TransformShape shape, PrimeField field) {
        twist = twists(shape, field, 1);
        inverseTwist = twists(shape, field, -1);
        int thirds = shape.odd() == 3 ? 1 << shape.rowBits() : 0;
        second = powers(field.root(shape.rows(), 1), thirds, field);
        third = squares(second, field);
        inverseSecond = powers(field.root(shape.rows(), -1), thirds, field);
        inverseThird = squares(inverseSecond, field);
        inverseLength = field.inverseOf(shape.length());
        double w = field.root(3);
        minusHalf = -field.inverseOf(2);
        halfRoot3 = field.product(w - field.product(w, w), field.inverseOf(2));
    }

    /// @param shape of the transform
    /// @param field one of the three
    /// @return made once
    static TransformRoots of(TransformShape shape, PrimeField field) {
        int number = field == PrimeField.FIRST ? 0 : field == PrimeField.SECOND ? 1 : 2;
        int key = number * SHAPES + 2 * (shape.rowBits() + shape.columnBits()) + (shape.odd() == 3 ? 1 : 0);
        TransformRoots kept = KEPT.get(key);
        if (kept == null) {
            kept = new TransformRoots(shape, field);
            KEPT.set(key, kept);
        }
        return kept;
    }

    /// The transform of the columns leaves in row `b` of the `z`-th part what is left of the sequence modulo
    /// `X^columns - t^columns`. Here `t`: to multiply column `c` by `t^c` makes that `X^columns - 1`.
    private static double[] twists(TransformShape shape, PrimeField field, int sign) {
        int part = 1 << shape.rowBits();
        double[] first = new double[part];
        field.fillBitReversed(first, 2L * shape.columns(), sign);
        double[] all = new double[shape.rows()];
        double root = shape.odd() == 1 ? 1 : field.root(shape.length(), sign);
        double factor = 1;
        for (int z = 0; z < shape.odd(); z++) {
            for (int b = 0; b < part; b++) {
                all[z * part + b] = field.product(first[b], factor);
            }
            factor = field.product(factor, root);
        }
        return all;
    }

    private static double[] powers(double base, int count, PrimeField field) {
        double[] powers = new double[count];
        double power = 1;
        for (int i = 0; i < count; i++) {
            powers[i] = power;
            power = field.product(power, base);
        }
        return powers;
    }

    private static double[] squares(double[] x, PrimeField field) {
        double[] squares = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            squares[i] = field.product(x[i], x[i]);
        }
        return squares;
    }
}
