package dev.interleave.arithmetic;

import java.math.BigInteger;

/// Short multiplication in base `B = 10¹⁸`, column by column (Comba, Exponentiation Cryptosystems on the IBM
/// PC, 1990): all products that belong to one limb of the result are summed up before anything is divided.
///
/// **The sum of a column.** A product of two limbs `x*y < B² < 2^119.59` has two words, and to add up pairs of
/// words with their carries takes longer than the multiplications. So sixteen products at a time are summed up
/// as two single words: `s`, the sum of `⌊x*y / 2⁶⁰⌋ < 2^59.59` each, which stays below 2^63.6, and `t`, the
/// sum of `x*y` modulo 2⁶⁴. The sum itself is `s * 2⁶⁰ + e` with `0 <= e < 16 * 2⁶⁰ = 2⁶⁴`, the parts cut off,
/// so `e = t - s * 2⁶⁰` modulo 2⁶⁴, exactly. `⌊x*y / 2⁶⁰⌋` is the high word of `x * (y * 16)`, and `y * 16 <
/// 2⁶⁴`.
///
/// **The division.** A column of at most [#MAX_TERMS] products is below 2¹²⁷: words `h < 2⁶³` and `l`. With `h
/// = a*B + b` it is `a*2⁶⁴*B + (b*2⁶⁴ + l)`. The second part divided by `B` gives a quotient `q < 2⁶⁴`, since
/// `b < B`, and the limb. `2⁶⁴ = 18*B + ρ`, so that the next two columns get `a*ρ + (q mod B)` and `18*a +
/// ⌊q/B⌋`, where `a <= 9` and `⌊q/B⌋ <= 18`. So a column takes over at most `(9 * 0.45 + 1) * B + 180` and its
/// own limb is below `B`: together with a carry it is below `6.1*B < 2⁶³`.
final class Comba {

    /// `170 * (B-1)² < 2¹²⁷`.
    static final int MAX_TERMS = 170;

    private static final long BASE = DecimalNatural.BASE;
    private static final int BLOCK = 16;

    /// `2⁶⁴ - 18*B`.
    private static final long RHO = 446_744_073_709_551_616L;

    private static final int SHIFT = 4;
    private static final long NORMALISED = BASE << SHIFT;

    /// `⌊(2¹²⁸ - 1) / NORMALISED⌋ - 2⁶⁴`.
    private static final long RECIPROCAL = reciprocal();

    private Comba() {}

    /// Multiplies.
    ///
    /// @param a limbs
    /// @param al how many, at least 1
    /// @param b limbs
    /// @param bl how many, at least 1; not both more than [#MAX_TERMS]
    /// @param product of length `al + bl` at least; set
    static void multiply(long[] a, int al, long[] b, int bl, long[] product) {
        long[] shifted = shifted(b, bl);
        long next = 0;
        long nextButOne = 0;
        for (int k = 0; k < al + bl - 1; k++) {
            int last = Math.min(k, al - 1);
            long h = 0;
            long l = 0;
            for (int i = Math.max(0, k - bl + 1); i <= last; i += BLOCK) {
                int end = Math.min(last + 1, i + BLOCK);
                long s = 0;
                long t = 0;
                for (int j = i; j < end; j++) {
                    t += a[j] * b[k - j];
                    s += Math.unsignedMultiplyHigh(a[j], shifted[k - j]);
                }
                h += (s >>> SHIFT) + below(t, t - (s << 60));
                l += t;
                h += below(l, t);
            }
            long high = h / BASE;
            long rest = h - high * BASE;
            long q = quotient((rest << SHIFT) | (l >>> 60), l << SHIFT);
            long sum = l - q * BASE + next;
            long carry = sum / BASE;
            product[k] = sum - carry * BASE;
            long qHigh = Long.divideUnsigned(q, BASE);
            next = nextButOne + high * RHO + (q - qHigh * BASE) + carry;
            nextButOne = 18 * high + qHigh;
        }
        product[al + bl - 1] = next;
    }

    /// Multiplies by one limb in place.
    ///
    /// @param a limbs, with room for one more
    /// @param al how many
    /// @param word from 1 to `B - 1`
    /// @return how many limbs there are now
    static int multiply(long[] a, int al, long word) {
        long carry = 0;
        for (int i = 0; i < al; i++) {
            long high = Math.unsignedMultiplyHigh(a[i], word);
            long low = a[i] * word;
            long sum = low + carry;
            high += below(sum, low);
            long q = quotient((high << SHIFT) | (sum >>> 60), sum << SHIFT);
            a[i] = sum - q * BASE;
            carry = q;
        }
        if (carry == 0) {
            return al;
        }
        a[al] = carry;
        return al + 1;
    }

    private static long[] shifted(long[] b, int bl) {
        long[] shifted = new long[bl];
        for (int i = 0; i < bl; i++) {
            shifted[i] = b[i] << SHIFT;
        }
        return shifted;
    }

    /// Without a branch, which would be taken at random: the borrow of `a - b` (Warren, Hacker's Delight, 2012,
    /// section 2-13).
    ///
    /// @return 1 if `a < b` as unsigned numbers, else 0
    private static long below(long a, long b) {
        return ((~a & b) | (~(a ^ b) & (a - b))) >>> 63;
    }

    /// Divides two words by `NORMALISED`, whose highest bit is set (Möller and Granlund, Improved Division by
    /// Invariant Integers, 2011, algorithm 4).
    ///
    /// @param u1 the high word, below `NORMALISED`
    /// @param u0 the low word
    /// @return the quotient, rounded down
    private static long quotient(long u1, long u0) {
        long q0 = RECIPROCAL * u1;
        long q1 = Math.unsignedMultiplyHigh(RECIPROCAL, u1) + u1;
        long low = q0 + u0;
        q1 += 1 + below(low, q0);
        long r = u0 - q1 * NORMALISED;
        if (Long.compareUnsigned(r, low) > 0) {
            q1--;
            r += NORMALISED;
        }
        return Long.compareUnsigned(r, NORMALISED) >= 0 ? q1 + 1 : q1;
    }

    /// `⌊(2¹²⁸ - 1) / d⌋ - 2⁶⁴` is `⌊((2⁶⁴ - 1 - d) * 2⁶⁴ + 2⁶⁴ - 1) / d⌋`.
    private static long reciprocal() {
        BigInteger d = new BigInteger(Long.toUnsignedString(NORMALISED));
        BigInteger one = BigInteger.ONE;
        return one.shiftLeft(128)
                .subtract(one)
                .divide(d)
                .subtract(one.shiftLeft(64))
                .longValue();
    }
}
