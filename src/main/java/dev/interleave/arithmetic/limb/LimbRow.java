package dev.interleave.arithmetic.limb;

/// The limbs of a number, in any base. Not changed any more once it is made.
///
/// @param limbs the lowest first
/// @param length how many count
/// @param zeros how many of the lowest are known to be 0; multiplication leaves them out
public record LimbRow(Limbs limbs, int length, int zeros) {

    /// Leaves out zeros at the top.
    ///
    /// @param limbs the lowest first
    /// @return at least one
    public static LimbRow of(Limbs limbs) {
        int length = limbs.length();
        while (length > 1 && limbs.get(length - 1) == 0) {
            length--;
        }
        return new LimbRow(limbs, length, 0);
    }

    /// @return how many limbs take part in a multiplication
    public int significant() {
        return length - zeros;
    }

    /// Copies limbs out, from a place counted from those that are not known to be 0; there are zeros above the
    /// highest.
    public void read(int from, long[] into, int count) {
        limbs.read(zeros + from, into, count);
    }
}
