package dev.interleave.arithmetic;


/// The product of two long numbers, or the square of one, by number-theoretic transforms modulo three primes
/// (Schönhage and Strassen, Schnelle Multiplikation großer Zahlen, 1971; with word-sized primes as in Pollard's
/// paper of the same year).
///
/// When one number is much longer than the other, it is cut into chunks about as long as the other, whose
/// transform is made once; the products of the chunks are added up.
final class TransformProduct implements SlicedOperation<DecimalNatural> {

    private static final PrimeField[] FIELDS = {PrimeField.FIRST, PrimeField.SECOND, PrimeField.THIRD};

    /// How many limbs are read or written in one piece.
    private static final int PIECE = 1 << 13;

    private final Stages stages = new Stages();
    private final DecimalNatural a;
    private final DecimalNatural b;
    private final Limbs product;
    private final int zeros;
    private final TransformShape shape;
    private final double[][][] residues;
    private final long[] limbs;
    private final long[][] digits;

    /// @param a not shorter than `b` without its zeros
    /// @param b if it is `a` itself, the square is made
    TransformProduct(DecimalNatural a, DecimalNatural b) {
        this.a = a;
        this.b = b;
        this.zeros = a.zeros() + b.zeros();
        this.product = new Limbs(a.length() + b.length());
        int al = a.length() - a.zeros();
        int bl = b.length() - b.zeros();
        int chunk = a == b ? al : bestChunk(al, bl);
        this.shape = TransformShape.atLeast(chunk + bl);
        this.residues = new double[FIELDS.length][shape.rows()][];
        this.limbs = new long[shape.columns()];
        this.digits = new long[3][shape.columns()];
        if (a == b) {
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
    public DecimalNatural result() {
        if (!isDone()) {
            throw new IllegalStateException("not done");
        }
        return new DecimalNatural(product, zeros);
    }

    private void addSquare(int length) {
        for (int k = 0; k < FIELDS.length; k++) {
            addLoad(a, a.zeros(), length, residues[k], FIELDS[k]);
            new Transform(shape, FIELDS[k]).addSquare(stages, residues[k]);
        }
        addRecombination(zeros, 2 * length);
    }

    private void addChunks(int al, int bl, int chunk) {
        double[][][][] spectra = new double[FIELDS.length][][][];
        for (int k = 0; k < FIELDS.length; k++) {
            Transform transform = new Transform(shape, FIELDS[k]);
            spectra[k] = transform.newSpectrum();
            addLoad(b, b.zeros(), bl, residues[k], FIELDS[k]);
            transform.addSpectrum(stages, residues[k], spectra[k]);
        }
        for (int from = 0; from < al; from += chunk) {
            int length = Math.min(chunk, al - from);
            for (int k = 0; k < FIELDS.length; k++) {
                addLoad(a, a.zeros() + from, length, residues[k], FIELDS[k]);
                new Transform(shape, FIELDS[k]).addConvolution(stages, residues[k], spectra[k]);
            }
            addRecombination(zeros + from, length + bl);
        }
    }

    private void addLoad(DecimalNatural number, int from, int length, double[][] x, PrimeField field) {
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
            java.util.Arrays.fill(row, count, columns, 0);
        });
    }

    private void addRecombination(int to, int length) {
        int columns = shape.columns();
        CarryRun run = new CarryRun();
        addRows((length + columns - 1) / columns, 8, r -> {
            int count = Math.min(columns, length - r * columns);
            double[] v1 = residues[0][r];
            double[] v2 = residues[1][r];
            double[] v3 = residues[2][r];
            Residues.mixedRadix(v1, v2, v3, count);
            Residues.split(v1, v2, v3, digits[0], digits[1], digits[2], count);
            product.read(to + r * columns, limbs, count);
            run.add(digits[0], digits[1], digits[2], limbs, count);
            product.write(to + r * columns, limbs, count);
        });
    }

    private interface Row {
        void run(int number);
    }

    private void addRows(int rows, int unitsPerLimb, Row action) {
        int perPiece = Math.max(1, PIECE / shape.columns());
        stages.add((rows + perPiece - 1) / perPiece, perPiece * shape.columns() * unitsPerLimb, piece -> {
            int end = Math.min(rows, (piece + 1) * perPiece);
            for (int r = piece * perPiece; r < end; r++) {
                action.run(r);
            }
        });
    }

    /// The chunk length for which the transforms of all chunks together are shortest.
    private static int bestChunk(int al, int bl) {
        int best = al;
        double least = Double.MAX_VALUE;
        for (int length = TransformShape.atLeast(Math.min(al + bl, 2 * bl)).length(); ; ) {
            TransformShape shape = TransformShape.atLeast(length);
            int chunk = shape.length() - bl;
            int chunks = (al + chunk - 1) / chunk;
            double work = (2.0 * chunks + 1) * shape.length() * (6 + Math.log(shape.length()) / Math.log(2));
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
