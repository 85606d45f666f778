package dev.interleave.arithmetic;

import java.util.Arrays;

/// A natural number that is multiplied by one word after the other, in place: no new number per multiplication.
/// Not thread-safe.
public final class Accumulator {

    private long[] limbs;
    private int length = 1;

    /// Makes the number 1.
    ///
    /// @param bits the length it is expected to reach; a longer one costs a copy now and then
    public Accumulator(long bits) {
        limbs = new long[capacity(bits)];
        limbs[0] = 1;
    }

    /// Takes ownership of the array.
    ///
    /// @param limbs little-endian, unsigned
    /// @param length how many of them count; the highest of these is not 0, unless it is the only one
    Accumulator(long[] limbs, int length) {
        this.limbs = limbs;
        this.length = length;
    }

    /// @param bits the length of a number
    /// @return how many limbs it takes at most
    static int capacity(long bits) {
        return Math.toIntExact(bits / Long.SIZE + 1);
    }

    /// Multiplies by a word, schoolbook style (Knuth, The Art of Computer Programming, volume 2, 1997, section
    /// 4.3.1, algorithm M with a multiplier of one digit). Takes time proportional to the length.
    ///
    /// Range: `limb * word + carry <= (B-1)*(B-1) + (B-1) = (B-1)*B < B*B` with `B = 2⁶⁴`, so the high word
    /// takes the carry of the low one without overflow, and the new carry is again at most `B-1`.
    ///
    /// @param word unsigned, not 0
    public void multiply(long word) {
        long[] row = limbs;
        int n = length;
        long carry = 0;
        for (int i = 0; i < n; i++) {
            long limb = row[i];
            long low = limb * word + carry;
            long high = Math.unsignedMultiplyHigh(limb, word);
            row[i] = low;
            carry = Long.compareUnsigned(low, carry) < 0 ? high + 1 : high;
        }
        if (carry != 0) {
            append(carry);
        }
    }

    /// @return the length of the number in bits
    public long bitLength() {
        return (long) length * Long.SIZE - Long.numberOfLeadingZeros(limbs[length - 1]);
    }

    /// The number as it is now. Takes time and memory proportional to its length.
    ///
    /// @return a copy, not changed by later multiplications
    public BinaryNatural snapshot() {
        return new BinaryNatural(Arrays.copyOf(limbs, length), length);
    }

    /// The number as it is now, without a copy. The accumulator must not be used any more.
    ///
    /// @return what takes over the memory
    public BinaryNatural release() {
        BinaryNatural value = new BinaryNatural(limbs, length);
        limbs = new long[0];
        return value;
    }

    private void append(long limb) {
        if (length == limbs.length) {
            limbs = Arrays.copyOf(limbs, length + (length >> 1) + 1);
        }
        limbs[length++] = limb;
    }
}
