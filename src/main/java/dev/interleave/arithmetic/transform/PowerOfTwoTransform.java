package dev.interleave.arithmetic.transform;

import dev.interleave.arithmetic.sliced.Stages;

/// Transforms the columns of a matrix, whose number of rows is a power of two, in pieces: many columns at a
/// time, two levels of butterflies per pass, so that four rows are read and written once for two levels.
///
/// The forward transform takes rows in natural order and leaves them in bit-reversed order; the inverse takes
/// them so and brings them back, multiplied by their number. So nothing is ever put into another order.
final class PowerOfTwoTransform {

    /// How many elements are looked at in one piece.
    private static final int PIECE = 1 << 16;

    private final PrimeField field;
    private final double[][] x;
    private final int first;
    private final int rows;
    private final int from;
    private final int to;

    /// @param field the numbers are of
    /// @param x the matrix
    /// @param first the first row
    /// @param rows how many rows
    /// @param from the first column
    /// @param to behind the last column
    PowerOfTwoTransform(PrimeField field, double[][] x, int first, int rows, int from, int to) {
        this.field = field;
        this.x = x;
        this.first = first;
        this.rows = rows;
        this.from = from;
        this.to = to;
    }

    void addForward(Stages stages) {
        if (isSmall()) {
            stages.add(1, unitsOfAll(), _ -> forward());
            return;
        }
        if (hasOddLevel()) {
            inPieces(stages, rows / 2, 2, this::plain);
        }
        for (int length = longest(); length >= 4; length /= 4) {
            int quarter = length / 4;
            inPieces(stages, rows / 4, 4, (g, end) -> forward(quarter, g, end));
        }
    }

    void addBackward(Stages stages) {
        if (isSmall()) {
            stages.add(1, unitsOfAll(), _ -> backward());
            return;
        }
        for (int length = 4; length <= longest(); length *= 4) {
            int quarter = length / 4;
            inPieces(stages, rows / 4, 4, (g, end) -> backward(quarter, g, end));
        }
        if (hasOddLevel()) {
            inPieces(stages, rows / 2, 2, this::plain);
        }
    }

    /// @param count of butterflies, each over all columns
    /// @param size rows per butterfly
    private void inPieces(Stages stages, int count, int size, Stages.Range range) {
        stages.addRange(count, size * (to - from), PIECE, range);
    }

    private boolean isSmall() {
        return unitsOfAll() <= PIECE;
    }

    private int unitsOfAll() {
        int passes = (Integer.numberOfTrailingZeros(rows) + 1) / 2;
        return rows * (to - from) * passes;
    }

    private boolean hasOddLevel() {
        return (Integer.numberOfTrailingZeros(rows) & 1) == 1;
    }

    /// @return the longest block that two levels are taken of at a time
    private int longest() {
        return hasOddLevel() ? rows / 2 : rows;
    }

    private void forward() {
        if (hasOddLevel()) {
            plain(0, rows / 2);
        }
        for (int length = longest(); length >= 4; length /= 4) {
            forward(length / 4, 0, rows / 4);
        }
    }

    private void backward() {
        for (int length = 4; length <= longest(); length *= 4) {
            backward(length / 4, 0, rows / 4);
        }
        if (hasOddLevel()) {
            plain(0, rows / 2);
        }
    }

    private void plain(int fromPair, int toPair) {
        for (int r = fromPair; r < toPair; r++) {
            Butterflies.plain(x[first + r], x[first + r + rows / 2], from, to, field.p, field.inverse);
        }
    }

    /// Two levels. Butterfly `g` belongs to block `b = g / quarter`, which stands for a ring modulo `X^4q -
    /// w^4`. The first level splits that into `X^2q - w²` and `X^2q + w²`, the second one both of these.
    private void forward(int quarter, int fromButterfly, int toButterfly) {
        double p = field.p;
        double inverse = field.inverse;
        for (int g = fromButterfly; g < toButterfly; g++) {
            int b = g / quarter;
            int r = first + b * 4 * quarter + g % quarter;
            double[] x0 = x[r];
            double[] x1 = x[r + quarter];
            double[] x2 = x[r + 2 * quarter];
            double[] x3 = x[r + 3 * quarter];
            double w = field.twiddles[b];
            Butterflies.forwardReducing(x0, x2, from, to, w, p, inverse);
            Butterflies.forwardReducing(x1, x3, from, to, w, p, inverse);
            Butterflies.forward(x0, x1, from, to, field.twiddles[2 * b], p, inverse);
            Butterflies.forward(x2, x3, from, to, field.twiddles[2 * b + 1], p, inverse);
        }
    }

    private void backward(int quarter, int fromButterfly, int toButterfly) {
        double p = field.p;
        double inverse = field.inverse;
        for (int g = fromButterfly; g < toButterfly; g++) {
            int b = g / quarter;
            int r = first + b * 4 * quarter + g % quarter;
            double[] x0 = x[r];
            double[] x1 = x[r + quarter];
            double[] x2 = x[r + 2 * quarter];
            double[] x3 = x[r + 3 * quarter];
            double w = field.inverseTwiddles[b];
            Butterflies.backward(x0, x1, from, to, field.inverseTwiddles[2 * b], p, inverse);
            Butterflies.backward(x2, x3, from, to, field.inverseTwiddles[2 * b + 1], p, inverse);
            Butterflies.backwardReducing(x0, x2, from, to, w, p, inverse);
            Butterflies.backwardReducing(x1, x3, from, to, w, p, inverse);
        }
    }
}
