package dev.interleave.arithmetic;

import dev.interleave.arithmetic.limb.LimbRow;
import dev.interleave.arithmetic.limb.Limbs;
import dev.interleave.arithmetic.transform.Radix;
import dev.interleave.arithmetic.transform.TransformProduct;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// From base 10¹⁸ to base 2, by halves (Knuth, The Art of Computer Programming, volume 2, 1997, section 4.4,
/// exercise 14), with fast multiplication of numbers in base 2⁶⁰. Short parts are left to `java.math`.
///
/// With the upper half `u` and the lower half `l` of `k` limbs it is `u * 10^18k + l`, and a power of ten is a
/// power of five, shifted. `k` is a multiple of ten, so that the shift by `18k` bits is one of `3k/10` limbs.
final class FastBinaryConversion {

    /// How many limbs `java.math` converts. From there on, fast multiplication is ahead.
    static final int LEAF = 1_280;

    private static final BigInteger POWER_OF_5 = BigInteger.valueOf(5).pow(DecimalNatural.LIMB_DIGITS);

    /// Two limbs of 60 bits are so many bytes.
    private static final int PAIR_BYTES = 15;

    private final DecimalNatural number;
    private final BinaryConversion leaves = new BinaryConversion(LEAF);

    /// 5^18 to the power of LEAF, 2*LEAF, 4*LEAF, …
    private final List<LimbRow> powers = new ArrayList<>();

    private FastBinaryConversion(DecimalNatural number) {
        this.number = number;
        for (int limbs = LEAF; limbs < number.length(); limbs *= 2) {
            powers.add(
                    powers.isEmpty()
                            ? row(BinaryNatural.magnitude(POWER_OF_5.pow(LEAF)))
                            : product(powers.getLast(), powers.getLast()));
        }
    }

    /// @return the magnitude in the fewest bytes, the highest first
    static byte[] toByteArray(DecimalNatural number) {
        if (number.length() <= LEAF) {
            return BinaryNatural.magnitude(number.toBigInteger());
        }
        var conversion = new FastBinaryConversion(number);
        return bytes(conversion.convert(0, number.length(), conversion.powers.size()));
    }

    /// @param length of a number, in limbs
    /// @return how much memory its conversion takes beside it, in bytes, an upper bound: the powers, both
    ///     halves, their product and their sum, and what the multiplication takes
    static long bytes(int length) {
        if (length <= LEAF) {
            return 64L * Long.BYTES * LEAF;
        }
        int half = LEAF * Integer.highestOneBit((length - 1) / LEAF);
        return 5L * Long.BYTES * length + Multiplication.bytes(half, half) + 64L * Long.BYTES * LEAF;
    }

    /// @param level the limbs are at most `LEAF << level`
    private LimbRow convert(int from, int to, int level) {
        if (level == 0) {
            return row(BinaryNatural.magnitude(leaves.convert(number, from, to)));
        }
        int half = LEAF << (level - 1);
        if (to - from <= half) {
            return convert(from, to, level - 1);
        }
        LimbRow upper = product(convert(from + half, to, level - 1), powers.get(level - 1));
        return sum(upper, half / 10 * 3, convert(from, from + half, level - 1));
    }

    private static LimbRow product(LimbRow a, LimbRow b) {
        boolean inOrder = a.length() >= b.length();
        var product =
                new TransformProduct<>(inOrder ? a : b, inOrder ? b : a, Radix.BINARY, (limbs, _) -> LimbRow.of(limbs));
        while (!product.isDone()) {
            product.advance();
        }
        return product.result();
    }

    /// @return `upper * 2^(60*shift) + lower`
    private static LimbRow sum(LimbRow upper, int shift, LimbRow lower) {
        Limbs sum = new Limbs(Math.max(lower.length(), shift + upper.length()) + 1);
        long carry = 0;
        for (int i = 0; i < sum.length(); i++) {
            long limb = carry + limb(lower, i) + (i < shift ? 0 : limb(upper, i - shift));
            sum.set(i, limb & (Radix.BINARY.base - 1));
            carry = limb >>> 60;
        }
        return LimbRow.of(sum);
    }

    private static long limb(LimbRow row, int index) {
        return index < row.length() ? row.limbs().get(index) : 0;
    }

    /// @param magnitude the highest byte first
    /// @return the same number
    private static LimbRow row(byte[] magnitude) {
        int bits = magnitude.length * Byte.SIZE;
        Limbs limbs = new Limbs(bits / 60 + 1);
        for (int i = 0; i < limbs.length(); i++) {
            limbs.set(i, bits(magnitude, i * 60L));
        }
        return LimbRow.of(limbs);
    }

    /// 60 bits, which begin at a byte or in the middle of one.
    private static long bits(byte[] magnitude, long from) {
        long bits = 0;
        int lowest = (int) (magnitude.length - 1 - from / Byte.SIZE);
        for (int i = 0; i < Long.BYTES && lowest - i >= 0; i++) {
            bits |= (magnitude[lowest - i] & 0xffL) << (Byte.SIZE * i);
        }
        return (bits >>> (from % Byte.SIZE)) & (Radix.BINARY.base - 1);
    }

    private static byte[] bytes(LimbRow row) {
        int pairs = (row.length() + 1) / 2;
        byte[] padded = new byte[pairs * PAIR_BYTES];
        for (int pair = 0; pair < pairs; pair++) {
            long low = limb(row, 2 * pair);
            long high = limb(row, 2 * pair + 1);
            int end = padded.length - pair * PAIR_BYTES;
            long lower = low | (high << 60);
            long upper = high >>> 4;
            for (int i = 0; i < PAIR_BYTES; i++) {
                padded[end - 1 - i] = (byte) (i < Long.BYTES ? lower >>> (8 * i) : upper >>> (8 * (i - Long.BYTES)));
            }
        }
        int zeros = 0;
        while (zeros < padded.length - 1 && padded[zeros] == 0) {
            zeros++;
        }
        return java.util.Arrays.copyOfRange(padded, zeros, padded.length);
    }
}
