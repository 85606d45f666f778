package dev.interleave.arithmetic;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// From base 10¹⁸ to base 2, in `java.math`. Immutable and thread-safe.
final class BinaryConversion {

    private static final int LIMB_DIGITS = DecimalNatural.LIMB_DIGITS;
    private static final BigInteger POWER_OF_5 = BigInteger.valueOf(5).pow(LIMB_DIGITS);

    /// How many limbs are converted one by one.
    private static final int LEAF = 32;

    /// 5^18 to the power of LEAF, 2*LEAF, 4*LEAF, …
    private final List<BigInteger> powers = new ArrayList<>();

    /// @param length how many limbs will be converted at most
    BinaryConversion(int length) {
        for (int limbs = LEAF; limbs < length; limbs *= 2) {
            powers.add(
                    powers.isEmpty() ? POWER_OF_5.pow(LEAF) : powers.getLast().pow(2));
        }
    }

    /// Converts by halves (Knuth, The Art of Computer Programming, volume 2, 1997, section 4.4, exercise 14):
    /// the upper half times a power of the base, plus the lower half. A power of ten is a power of five,
    /// shifted.
    static BigInteger toBigInteger(DecimalNatural number) {
        return new BinaryConversion(number.length()).convert(number, 0, number.length());
    }

    /// @param number whose limbs are taken
    /// @param from the first of them
    /// @param to behind the last, at most as many as prepared for
    /// @return the number they make
    BigInteger convert(DecimalNatural number, int from, int to) {
        return convert(number, from, to, powers, powers.size());
    }

    /// @param level the limbs are at most `LEAF << level`
    private static BigInteger convert(DecimalNatural number, int from, int to, List<BigInteger> powers, int level) {
        if (level == 0) {
            return convertOneByOne(number, from, to);
        }
        int half = LEAF << (level - 1);
        if (to - from <= half) {
            return convert(number, from, to, powers, level - 1);
        }
        BigInteger lower = convert(number, from, from + half, powers, level - 1);
        BigInteger upper = convert(number, from + half, to, powers, level - 1);
        return upper.multiply(powers.get(level - 1))
                .shiftLeft(LIMB_DIGITS * half)
                .add(lower);
    }

    private static BigInteger convertOneByOne(DecimalNatural number, int from, int to) {
        BigInteger base = BigInteger.valueOf(DecimalNatural.BASE);
        BigInteger value = BigInteger.ZERO;
        for (int i = to - 1; i >= from; i--) {
            value = value.multiply(base).add(BigInteger.valueOf(number.limb(i)));
        }
        return value;
    }

    /// The length in bits, from the highest limbs alone in nearly all cases. With `t` made of these, and `k`
    /// limbs below, the number is at least `t * 10^18k` and below `(t + 1) * 10^18k`. When both of these have
    /// the same length, that is it; else more limbs are looked at.
    static long bitLength(DecimalNatural number) {
        for (int limbs = 4; limbs < number.length(); limbs *= 4) {
            int below = number.length() - limbs;
            BigInteger top = convert(number, below, number.length(), List.of(), 0);
            int precision = limbs * Long.SIZE;
            Bounds power = Bounds.powerOf5(LIMB_DIGITS * (long) below, precision);
            long low = top.multiply(power.low).bitLength();
            long high = top.add(BigInteger.ONE).multiply(power.high).bitLength();
            if (low == high) {
                return low + power.exponent + LIMB_DIGITS * (long) below;
            }
        }
        return toBigInteger(number).bitLength();
    }

    /// `low * 2^exponent <= x <= high * 2^exponent`.
    private record Bounds(BigInteger low, BigInteger high, long exponent) {

        static Bounds powerOf5(long power, int precision) {
            Bounds result = new Bounds(BigInteger.ONE, BigInteger.ONE, 0);
            BigInteger five = BigInteger.valueOf(5);
            for (int bit = Long.SIZE - 1 - Long.numberOfLeadingZeros(power); bit >= 0; bit--) {
                result = result.times(result, precision);
                if (((power >> bit) & 1) == 1) {
                    result = result.times(new Bounds(five, five, 0), precision);
                }
            }
            return result;
        }

        private Bounds times(Bounds other, int precision) {
            BigInteger newLow = low.multiply(other.low);
            BigInteger newHigh = high.multiply(other.high);
            int excess = Math.max(0, newHigh.bitLength() - precision);
            if (excess == 0) {
                return new Bounds(newLow, newHigh, exponent + other.exponent);
            }
            BigInteger rounded = newHigh.shiftRight(excess).add(BigInteger.ONE);
            return new Bounds(newLow.shiftRight(excess), rounded, exponent + other.exponent + excess);
        }
    }
}
