package dev.interleave.arithmetic;

/// Multiplies numbers, in the way that is fastest for their lengths.
public final class Multiplication {

    /// From how many limbs of the shorter number on the transform is faster.
    static int transformFrom = Integer.getInteger("T", 110);

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
        return bl < transformFrom ? new CombaProduct(a, b) : new TransformProduct(a, b);
    }

    /// @param a a number
    /// @return its square, to be made
    public static SlicedOperation<DecimalNatural> square(DecimalNatural a) {
        return of(a, a);
    }
}
