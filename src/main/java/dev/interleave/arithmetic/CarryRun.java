package dev.interleave.arithmetic;

/// Turns the sums of a convolution into limbs, from the lowest to the highest, and adds them to limbs that are
/// there already.
final class CarryRun {

    private static final long BASE = DecimalNatural.BASE;

    private long fromLast;
    private long fromLastButOne;
    private long carry;

    /// Each limb is `d0` of its own sum, `d1` of the one before, `d2` of the one before that, the limb that was
    /// there, and the carry. By the bounds of [Residues#split] that is above `-2.5*B` and below `3.5*B`. With
    /// `3*B` added it is from `0.5*B` to `6.5*B < 2⁶³`, and its quotient by `B` is the number of multiples of
    /// `B` that do not exceed it: counted without a branch, since branches here would be taken at random.
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
        for (int j = 0; j < count; j++) {
            long sum = limbs[j] + d0[j] + one + 3 * BASE + c;
            long q = reaches(sum, BASE)
                    + reaches(sum, 2 * BASE)
                    + reaches(sum, 3 * BASE)
                    + reaches(sum, 4 * BASE)
                    + reaches(sum, 5 * BASE)
                    + reaches(sum, 6 * BASE);
            limbs[j] = sum - q * BASE;
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
