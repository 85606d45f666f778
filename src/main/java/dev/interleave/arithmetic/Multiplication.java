package dev.interleave.arithmetic;

import dev.interleave.arithmetic.sliced.SlicedOperation;
import dev.interleave.arithmetic.transform.Radix;
import dev.interleave.arithmetic.transform.TransformProduct;

/// Multiplies numbers, in the way that is fastest for their lengths.
public final class Multiplication {

    /// From how many limbs of the shorter number on the transform is faster.
    static final int TRANSFORM_FROM = 100;

    private Multiplication() {}

    /// @param a a factor
    /// @param b the other
    /// @return the product, to be made
    public static SlicedOperation<DecimalNatural> of(DecimalNatural a, DecimalNatural b) {
        int al = a.length() - a.zeros();
        int bl = b.length() - b.zeros();
        if (al < bl) {
            return of(b, a);
        }
        return bl < TRANSFORM_FROM
                ? new CombaProduct(a, b)
                : new TransformProduct<>(a.row(), b.row(), Radix.DECIMAL, DecimalNatural::new);
    }

    /// @param a a number
    /// @return its square, to be made
    public static SlicedOperation<DecimalNatural> square(DecimalNatural a) {
        return of(a, a);
    }

    /// How much work a multiplication is.
    ///
    /// @param al the length of one factor, in limbs
    /// @param bl the length of the other
    /// @return in units, about
    public static long units(int al, int bl) {
        int shorter = Math.min(al, bl);
        int longer = Math.max(al, bl);
        return shorter < TRANSFORM_FROM
                ? (long) longer * CombaProduct.units(1, shorter)
                : TransformProduct.units(longer, shorter, false);
    }

    /// How much work a square is.
    ///
    /// @param length of the number, in limbs
    /// @return in units, about
    public static long unitsOfSquare(int length) {
        return length < TRANSFORM_FROM ? units(length, length) : TransformProduct.units(length, length, true);
    }

    /// How much memory a multiplication takes beside its factors and its product.
    ///
    /// @param al the length of one factor, in limbs
    /// @param bl the length of the other
    /// @return in bytes, an upper bound
    public static long bytes(int al, int bl) {
        int shorter = Math.max(TRANSFORM_FROM, Math.min(al, bl));
        return TransformProduct.bytes(Math.max(shorter, Math.max(al, bl)), shorter, false);
    }

    /// How much memory a square takes beside the number and the square.
    ///
    /// @param length of the number, in limbs
    /// @return in bytes, an upper bound
    public static long bytesOfSquare(int length) {
        int most = Math.max(TRANSFORM_FROM, length);
        return TransformProduct.bytes(most, most, true);
    }
}
