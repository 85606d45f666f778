package dev.interleave.arithmetic;

import java.util.Arrays;

/// A natural number that is changed in place, multiplied by one word after the other for example: no new number
/// per operation. Not thread-safe.
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

    /// Divides by a word that leaves no rest, from the lowest limb up (Jebelean, An Algorithm for Exact
    /// Division, 1993). Takes time proportional to the length.
    ///
    /// The odd part `d` of the word has an inverse modulo `B = 2⁶⁴`, so the lowest limb of what is left tells
    /// the lowest limb `q` of the quotient, and `q * d` is taken away from the limbs above: `⌊q * d / B⌋ + 1 <
    /// B`.
    ///
    /// @param word from 1 on, of which the number is a multiple
    public void divideExactly(long word) {
        int shift = Long.numberOfTrailingZeros(word);
        long odd = word >>> shift;
        long inverse = inverse(odd);
        long[] row = limbs;
        long borrow = 0;
        for (int i = 0; i < length; i++) {
            long above = shift == 0 || i + 1 == length ? 0 : row[i + 1] << -shift;
            long limb = row[i] >>> shift | above;
            long q = (limb - borrow) * inverse;
            borrow = Math.unsignedMultiplyHigh(q, odd) + (Long.compareUnsigned(limb, borrow) < 0 ? 1 : 0);
            row[i] = q;
        }
        while (length > 1 && row[length - 1] == 0) {
            length--;
        }
    }

    /// Adds another number. Takes time proportional to the length of the longer one.
    ///
    /// @param other not this one; not changed
    public void add(Accumulator other) {
        limbs = limbs.length < other.length ? Arrays.copyOf(limbs, other.limbs.length) : limbs;
        length = Math.max(length, other.length);
        long[] row = limbs;
        long carry = 0;
        for (int i = 0; i < length; i++) {
            long addend = i < other.length ? other.limbs[i] : 0;
            long sum = row[i] + addend;
            long total = sum + carry;
            carry = Long.compareUnsigned(sum, addend) < 0 || Long.compareUnsigned(total, carry) < 0 ? 1 : 0;
            row[i] = total;
        }
        if (carry != 0) {
            append(carry);
        }
    }

    /// By Newton's iteration, which doubles the number of bits that are right; an odd word is its own inverse
    /// in three bits.
    private static long inverse(long odd) {
        long inverse = odd;
        for (int bits = 3; bits < Long.SIZE; bits *= 2) {
            inverse *= 2 - odd * inverse;
        }
        return inverse;
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
