package dev.interleave.arithmetic;

import dev.interleave.arithmetic.limb.Limbs;
import dev.interleave.arithmetic.sliced.SlicedOperation;

/// The product of a number with a short one. The longer one is cut into chunks.
final class CombaProduct implements SlicedOperation<DecimalNatural> {

    /// How many products of limbs are made in one piece, about.
    private static final int PIECE = 40_000;

    private final DecimalNatural a;
    private final Limbs product;
    private final int zeros;
    private final long[] shorter;
    private final int al;
    private final int bl;
    private final int chunk;
    private int done;

    /// @param a not shorter than `b` without its zeros
    /// @param b without its zeros at most [Comba#MAX_TERMS] limbs long
    CombaProduct(DecimalNatural a, DecimalNatural b) {
        this.a = a;
        this.al = a.length() - a.zeros();
        this.bl = b.length() - b.zeros();
        this.zeros = a.zeros() + b.zeros();
        this.product = new Limbs(a.length() + b.length());
        this.shorter = new long[bl];
        b.read(b.zeros(), shorter, bl);
        this.chunk = Math.min(al, Math.max(bl, PIECE / bl));
    }

    @Override
    public int advance() {
        int length = Math.min(chunk, al - done);
        if (length <= 0) {
            throw new IllegalStateException("nothing is left to do");
        }
        long[] part = new long[length];
        a.read(a.zeros() + done, part, length);
        long[] sum = new long[length + bl];
        Comba.multiply(part, length, shorter, bl, sum);
        add(sum);
        done += length;
        return units(length, bl);
    }

    @Override
    public boolean isDone() {
        return done == al;
    }

    @Override
    public DecimalNatural result() {
        if (!isDone()) {
            throw new IllegalStateException("not done");
        }
        return new DecimalNatural(product, zeros);
    }

    /// How much work the product of two lengths is.
    static int units(int al, int bl) {
        return al * (3 * bl / 2 + 30);
    }

    /// Adds to the limbs that the chunks before have left: those of `shorter` above the chunk.
    private void add(long[] sum) {
        if (done > 0) {
            long[] before = new long[sum.length];
            product.read(zeros + done, before, sum.length);
            long carry = 0;
            for (int i = 0; i < sum.length; i++) {
                long s = sum[i] + before[i] + carry;
                carry = s >= DecimalNatural.BASE ? 1 : 0;
                sum[i] = s - carry * DecimalNatural.BASE;
            }
        }
        product.write(zeros + done, sum, sum.length);
    }
}
