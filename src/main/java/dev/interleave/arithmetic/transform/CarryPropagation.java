package dev.interleave.arithmetic.transform;

/// Turns the sums of a convolution into limbs, from the lowest to the highest, and adds them to limbs that are
/// there already.
final class CarryPropagation {

    private final long base;
    private long fromLast;
    private long fromLastButOne;
    private long carry;

    /// @param radix the base `B` of the limbs
    CarryPropagation(Radix radix) {
        this.base = radix.base;
    }

    /// Each limb is `d0` of its own sum, `d1` of the one before, `d2` of the one before that, the limb that was
    /// there, and the carry. By the bounds of [Residues#split] that is above `-2.5*B` and below `3.5*B`. With
    /// `3*B` added it is from `0.5*B` to `6.5*B < 2⁶³`, as `B <= 2⁶⁰`, and its quotient by `B` is the number of
    /// multiples of `B` that do not exceed it: counted without a branch, since branches here would be taken at
    /// random.
    ///
    /// @param d0 three digits of each sum
    /// @param d1 the second
    /// @param d2 the third
    /// @param limbs what was there before, each from 0 to `B - 1`; then the result
    /// @param count how many
    void add(long[] d0, long[] d1, long[] d2, long[] limbs, int count) {
        long one = fromLast;
        long two = fromLastButOne;
        long c = carry;
        long b = base;
        for (int j = 0; j < count; j++) {
            long sum = limbs[j] + d0[j] + one + 3 * b + c;
            long q = reaches(sum, b)
                    + reaches(sum, 2 * b)
                    + reaches(sum, 3 * b)
                    + reaches(sum, 4 * b)
                    + reaches(sum, 5 * b)
                    + reaches(sum, 6 * b);
            limbs[j] = sum - q * b;
            c = q - 3;
            one = d1[j] + two;
            two = d2[j];
        }
        fromLast = one;
        fromLastButOne = two;
        carry = c;
    }

    /// @return 1 if `a >= b`, else 0; both below 2⁶³
    private static long reaches(long a, long b) {
        return (b - 1 - a) >>> 63;
    }
}
