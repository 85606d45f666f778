package dev.interleave.arithmetic.transform;

import dev.interleave.arithmetic.sliced.Stages;
import java.util.Arrays;

/// The number-theoretic transform of a matrix in one field, in pieces (Bailey, FFTs in External or Hierarchical
/// Memory, 1990): first along the columns, then a twist, then along the rows. Rows are turned into columns,
/// some at a time, for that, because only columns are transformed fast.
///
/// In between stands the product of two such transforms, element by element, which is the transform of the
/// cyclic convolution (Pollard, The Fast Fourier Transform in a Finite Field, 1971).
final class Transform {

    /// How many columns of the matrix are transformed at a time, so that they stay in the cache.
    private static final int COLUMNS = 128;

    /// How many rows are turned into columns at a time.
    static final int LANES = 128;

    /// How many units a piece has at most, about.
    private static final int PIECE = 1 << 16;

    private final TransformShape shape;
    private final PrimeField field;
    private final TransformRoots roots;
    private final int lanes;

    Transform(TransformShape shape, PrimeField field) {
        this.shape = shape;
        this.field = field;
        this.roots = TransformRoots.of(shape, field);
        this.lanes = shape.lanes(LANES);
    }

    /// How a spectrum is kept: by block of rows, turned.
    ///
    /// @return one matrix per block, without rows yet
    double[][][] newSpectrum() {
        return new double[shape.rows() / lanes][shape.columns()][];
    }

    /// Adds the transform of a sequence, for later multiplication with others.
    ///
    /// @param x the sequence, which becomes useless
    /// @param spectrum from [#newSpectrum()], filled
    void addSpectrum(Stages stages, double[][] x, double[][][] spectrum) {
        addForwardColumns(stages, x);
        for (int block = 0; block < spectrum.length; block++) {
            addTurnedForward(stages, x, block, spectrum[block]);
        }
    }

    /// Adds the cyclic convolution of a sequence with another.
    ///
    /// @param x the sequence, and then the convolution
    /// @param spectrum the transform of the other
    void addConvolution(Stages stages, double[][] x, double[][][] spectrum) {
        double[][] turned = new double[shape.columns()][];
        addForwardColumns(stages, x);
        for (int block = 0; block < spectrum.length; block++) {
            double[][] other = spectrum[block];
            addTurnedForward(stages, x, block, turned);
            addByColumns(stages, c -> Butterflies.times(turned[c], other[c], lanes, field.p, field.inverse));
            addTurnedBackward(stages, turned, block, x);
        }
        addBackwardColumns(stages, x);
    }

    /// Adds the cyclic convolution of a sequence with itself.
    ///
    /// @param x the sequence, and then the convolution
    void addSquare(Stages stages, double[][] x) {
        double[][] turned = new double[shape.columns()][];
        addForwardColumns(stages, x);
        for (int block = 0; block < shape.rows() / lanes; block++) {
            addTurnedForward(stages, x, block, turned);
            addByColumns(stages, c -> Butterflies.square(turned[c], lanes, field.p, field.inverse));
            addTurnedBackward(stages, turned, block, x);
        }
        addBackwardColumns(stages, x);
    }

    private void addForwardColumns(Stages stages, double[][] x) {
        int part = 1 << shape.rowBits();
        for (int from = 0; from < shape.columns(); from += COLUMNS) {
            int left = from;
            int right = Math.min(shape.columns(), from + COLUMNS);
            if (shape.odd() == 3) {
                addByRow(stages, part, 3 * (right - left), r -> three(x, r, left, right));
            }
            for (int z = 0; z < shape.odd(); z++) {
                new PowerOfTwoTransform(field, x, z * part, part, left, right).addForward(stages);
            }
        }
    }

    private void addBackwardColumns(Stages stages, double[][] x) {
        int part = 1 << shape.rowBits();
        for (int from = 0; from < shape.columns(); from += COLUMNS) {
            int left = from;
            int right = Math.min(shape.columns(), from + COLUMNS);
            for (int z = 0; z < shape.odd(); z++) {
                new PowerOfTwoTransform(field, x, z * part, part, left, right).addBackward(stages);
            }
            if (shape.odd() == 3) {
                addByRow(stages, part, 3 * (right - left), r -> threeBackward(x, r, left, right));
            }
        }
    }

    private void three(double[][] x, int r, int from, int to) {
        int part = 1 << shape.rowBits();
        double[] y = x[r + part];
        double[] z = x[r + 2 * part];
        Butterflies.three(x[r], y, z, from, to, roots.minusHalf, roots.halfRoot3, field.p, field.inverse);
        Butterflies.threeEnd(y, z, from, to, roots.second[r], roots.third[r], field.p, field.inverse);
    }

    private void threeBackward(double[][] x, int r, int from, int to) {
        int part = 1 << shape.rowBits();
        double[] y = x[r + part];
        double[] z = x[r + 2 * part];
        Butterflies.scale(y, from, to, roots.inverseSecond[r], field.p, field.inverse);
        Butterflies.scale(z, from, to, roots.inverseThird[r], field.p, field.inverse);
        Butterflies.three(x[r], y, z, from, to, roots.minusHalf, roots.halfRoot3, field.p, field.inverse);
        Butterflies.threeEndBackward(y, z, from, to, field.p, field.inverse);
    }

    /// Turns the rows of a block into columns, twists and transforms them.
    private void addTurnedForward(Stages stages, double[][] x, int block, double[][] turned) {
        int first = block * lanes;
        double[] factors = new double[lanes];
        addByColumns8(stages, c -> {
            turnForth(x, first, turned, c);
            if (c == 0) {
                Arrays.fill(factors, 1);
            }
            twist8(turned, c, factors, roots.twist, first);
        });
        new PowerOfTwoTransform(field, turned, 0, shape.columns(), 0, lanes).addForward(stages);
    }

    /// Transforms the columns back, undoes the twist, and turns them into the rows of the block.
    private void addTurnedBackward(Stages stages, double[][] turned, int block, double[][] x) {
        int first = block * lanes;
        double[] factors = new double[lanes];
        new PowerOfTwoTransform(field, turned, 0, shape.columns(), 0, lanes).addBackward(stages);
        addByColumns8(stages, c -> {
            if (c == 0) {
                Arrays.fill(factors, roots.inverseLength);
            }
            twist8(turned, c, factors, roots.inverseTwist, first);
            turnBack(turned, c, x, first);
        });
    }

    private void twist8(double[][] turned, int column, double[] factors, double[] steps, int first) {
        for (int c = column; c < column + 8; c++) {
            Butterflies.twist(turned[c], factors, steps, first, lanes, field.p, field.inverse);
        }
    }

    /// Eight columns at a time: as many as a cache line of a row has.
    private void turnForth(double[][] x, int first, double[][] turned, int column) {
        for (int c = column; c < column + 8; c++) {
            if (turned[c] == null) {
                turned[c] = new double[lanes];
            }
        }
        double[] t0 = turned[column];
        double[] t1 = turned[column + 1];
        double[] t2 = turned[column + 2];
        double[] t3 = turned[column + 3];
        double[] t4 = turned[column + 4];
        double[] t5 = turned[column + 5];
        double[] t6 = turned[column + 6];
        double[] t7 = turned[column + 7];
        for (int l = 0; l < lanes; l++) {
            double[] row = x[first + l];
            t0[l] = row[column];
            t1[l] = row[column + 1];
            t2[l] = row[column + 2];
            t3[l] = row[column + 3];
            t4[l] = row[column + 4];
            t5[l] = row[column + 5];
            t6[l] = row[column + 6];
            t7[l] = row[column + 7];
        }
    }

    private void turnBack(double[][] turned, int column, double[][] x, int first) {
        double[] t0 = turned[column];
        double[] t1 = turned[column + 1];
        double[] t2 = turned[column + 2];
        double[] t3 = turned[column + 3];
        double[] t4 = turned[column + 4];
        double[] t5 = turned[column + 5];
        double[] t6 = turned[column + 6];
        double[] t7 = turned[column + 7];
        for (int l = 0; l < lanes; l++) {
            double[] row = x[first + l];
            row[column] = t0[l];
            row[column + 1] = t1[l];
            row[column + 2] = t2[l];
            row[column + 3] = t3[l];
            row[column + 4] = t4[l];
            row[column + 5] = t5[l];
            row[column + 6] = t6[l];
            row[column + 7] = t7[l];
        }
    }

    private interface ByIndex {
        void run(int index);
    }

    private void addByRow(Stages stages, int count, int elements, ByIndex action) {
        addEach(stages, count, 1, 2 * elements, action);
    }

    private void addByColumns(Stages stages, ByIndex action) {
        addEach(stages, shape.columns(), 1, lanes, action);
    }

    private void addByColumns8(Stages stages, ByIndex action) {
        addEach(stages, shape.columns() / 8, 8, 20 * lanes, action);
    }

    /// Calls an action with the numbers 0, `step`, `2*step` and so on, as many in one piece as fit into it.
    private static void addEach(Stages stages, int count, int step, int units, ByIndex action) {
        stages.addRange(count, units, PIECE, (from, to) -> {
            for (int i = from; i < to; i++) {
                action.run(i * step);
            }
        });
    }
}
