package dev.interleave.arithmetic.transform;

import dev.interleave.arithmetic.limb.LimbRow;
import dev.interleave.arithmetic.limb.Limbs;
import dev.interleave.arithmetic.sliced.SlicedOperation;
import dev.interleave.arithmetic.sliced.Stages;
import java.util.Arrays;

/// The product of two long numbers, or the square of one, by number-theoretic transforms modulo three primes
/// (Schönhage and Strassen, Schnelle Multiplikation großer Zahlen, 1971; with word-sized primes as in Pollard's
/// paper of the same year).
///
/// When one number is much longer than the other, it is cut into chunks about as long as the other, whose
/// transform is made once; the products of the chunks are added up.
///
/// @param <T> of number
public final class TransformProduct<T> implements SlicedOperation<T> {

    /// Makes a number of limbs.
    ///
    /// @param <T> of number
    public interface Maker<T> {

        /// @param limbs the product
        /// @param zeros how many of the lowest are known to be 0
        /// @return the number
        T make(Limbs limbs, int zeros);
    }

    private static final PrimeField[] FIELDS = {PrimeField.FIRST, PrimeField.SECOND, PrimeField.THIRD};

    /// How many units a piece has at most, about.
    private static final int PIECE = 1 << 16;

    private static final int UNITS_PER_LIMB = 12;
    private static final long PLANS = 4;

    private final Stages stages = new Stages();
    private final LimbRow a;
    private final LimbRow b;
    private final Radix radix;
    private final Maker<T> maker;
    private final Limbs product;
    private final int zeros;
    private final TransformShape shape;
    private final double[][][] residues;
    private final long[] limbs;
    private final long[][] digits;

    /// @param a not shorter than `b` without its zeros
    /// @param b if its limbs are those of `a`, the square is made
    /// @param radix the base of both
    /// @param maker of the result
    public TransformProduct(LimbRow a, LimbRow b, Radix radix, Maker<T> maker) {
        this.a = a;
        this.b = b;
        this.radix = radix;
        this.maker = maker;
        this.zeros = a.zeros() + b.zeros();
        this.product = new Limbs(a.length() + b.length());
        boolean isSquare = a.limbs() == b.limbs();
        int al = a.significant();
        int bl = b.significant();
        int chunk = isSquare ? al : bestChunk(al, bl);
        this.shape = TransformShape.atLeast(chunk + bl);
        this.residues = new double[FIELDS.length][shape.rows()][];
        this.limbs = new long[shape.columns()];
        this.digits = new long[3][shape.columns()];
        if (isSquare) {
            addSquare(al);
        } else {
            addChunks(al, bl, chunk);
        }
    }

    @Override
    public int advance() {
        return stages.advance();
    }

    @Override
    public boolean isDone() {
        return stages.isDone();
    }

    @Override
    public T result() {
        if (!isDone()) {
            throw new IllegalStateException("not done");
        }
        return maker.make(product, zeros);
    }

    private void addSquare(int length) {
        for (int k = 0; k < FIELDS.length; k++) {
            PrimeField field = FIELDS[k];
            double[][] x = residues[k];
            stages.addLater(() -> {
                addLoad(a, 0, length, x, field);
                new Transform(shape, field).addSquare(stages, x);
            });
        }
        stages.addLater(() -> addRecombination(zeros, 2 * length));
    }

    private void addChunks(int al, int bl, int chunk) {
        double[][][][] spectra = new double[FIELDS.length][][][];
        for (int k = 0; k < FIELDS.length; k++) {
            PrimeField field = FIELDS[k];
            double[][] x = residues[k];
            double[][][] spectrum = new Transform(shape, field).newSpectrum();
            spectra[k] = spectrum;
            stages.addLater(() -> {
                addLoad(b, 0, bl, x, field);
                new Transform(shape, field).addSpectrum(stages, x, spectrum);
            });
        }
        for (int from = 0; from < al; from += chunk) {
            int start = from;
            stages.addLater(() -> addChunk(start, Math.min(chunk, al - start), bl, spectra));
        }
    }

    private void addChunk(int from, int length, int bl, double[][][][] spectra) {
        for (int k = 0; k < FIELDS.length; k++) {
            addLoad(a, from, length, residues[k], FIELDS[k]);
            new Transform(shape, FIELDS[k]).addConvolution(stages, residues[k], spectra[k]);
        }
        addRecombination(zeros + from, length + bl);
    }

    private void addLoad(LimbRow number, int from, int length, double[][] x, PrimeField field) {
        int columns = shape.columns();
        addRows(shape.rows(), 2, r -> {
            double[] row = x[r];
            if (row == null) {
                row = new double[columns];
                x[r] = row;
            }
            int count = Math.clamp((long) length - (long) r * columns, 0, columns);
            number.read(from + r * columns, limbs, count);
            Residues.of(limbs, row, count, field.p, field.inverse);
            Arrays.fill(row, count, columns, 0);
        });
    }

    private void addRecombination(int to, int length) {
        int columns = shape.columns();
        CarryPropagation run = new CarryPropagation(radix);
        addRows((length + columns - 1) / columns, UNITS_PER_LIMB, r -> {
            int count = Math.min(columns, length - r * columns);
            double[] v1 = residues[0][r];
            double[] v2 = residues[1][r];
            double[] v3 = residues[2][r];
            Residues.mixedRadix(v1, v2, v3, count);
            Residues.split(v1, v2, v3, digits[0], digits[1], digits[2], count, radix);
            product.read(to + r * columns, limbs, count);
            run.add(digits[0], digits[1], digits[2], limbs, count);
            product.write(to + r * columns, limbs, count);
        });
    }

    private interface Row {
        void run(int number);
    }

    private void addRows(int rows, int unitsPerLimb, Row action) {
        stages.addRange(rows, unitsPerLimb * shape.columns(), PIECE, (from, to) -> {
            for (int r = from; r < to; r++) {
                action.run(r);
            }
        });
    }

    /// How much work the product of two lengths is.
    ///
    /// @return in units, about
    public static long units(int al, int bl, boolean square) {
        if (square) {
            TransformShape shape = TransformShape.atLeast(2 * al);
            return PLANS * Stages.PLAN_UNITS + FIELDS.length * 2L * shape.units() + UNITS_PER_LIMB * 2L * al;
        }
        int chunk = bestChunk(al, bl);
        return units(TransformShape.atLeast(chunk + bl), chunks(al, chunk));
    }

    /// How much memory it takes meanwhile, without the operands and the product.
    ///
    /// @return in bytes, about
    public static long bytes(int al, int bl, boolean square) {
        TransformShape shape = TransformShape.atLeast((square ? al : bestChunk(al, bl)) + bl);
        long matrices = square ? FIELDS.length : 2L * FIELDS.length;
        long turned = 4L * shape.columns() * shape.lanes(Transform.LANES);
        return Double.BYTES * (matrices * shape.length() + turned);
    }

    private static long units(TransformShape shape, int chunks) {
        long perChunk = FIELDS.length * 2L * shape.units() + (long) UNITS_PER_LIMB * shape.length();
        return (PLANS + chunks) * Stages.PLAN_UNITS + FIELDS.length * shape.units() + chunks * perChunk;
    }

    private static int chunks(int al, int chunk) {
        return (al + chunk - 1) / chunk;
    }

    /// The chunk length for which the transforms of all chunks together are the least work.
    private static int bestChunk(int al, int bl) {
        int best = al;
        long least = Long.MAX_VALUE;
        int length = Math.min(al + bl, 2 * bl);
        while (true) {
            TransformShape shape = TransformShape.atLeast(length);
            int chunks = chunks(al, shape.length() - bl);
            long work = units(shape, chunks);
            if (work < least) {
                least = work;
                best = (al + chunks - 1) / chunks;
            }
            if (chunks == 1) {
                return best;
            }
            length = shape.length() + 1;
        }
    }
}
