package dev.interleave.arithmetic;

import dev.interleave.arithmetic.limb.Limbs;
import dev.interleave.arithmetic.sliced.SlicedOperation;

/// `x*a + y*b + c` with small factors `x` and `y`, which may be negative, in pieces. Takes time proportional to
/// the length of the longer number.
///
/// Range: with `|x| + |y| <= 8` and limbs below `B = 10¹⁸`, a limb of the sum is from `-8*B` to `8*B`, and so
/// is what is carried, in multiples of `B`: the constant and a carry of at most 9 more fit into a word.
public final class LinearCombination implements SlicedOperation<DecimalNatural> {

    private static final int MOST = 8;
    private static final int UNITS_PER_LIMB = 4;

    private final DecimalNatural a;
    private final long x;
    private final DecimalNatural b;
    private final long y;
    private final Limbs sum;
    private final long[] limbs;
    private final long[] others;
    private int from;
    private long carry;

    /// @param a a number
    /// @param x its factor
    /// @param b another number
    /// @param y its factor; with the other one, not beyond 8 in absolute values
    /// @param constant from -8 to 8; the result must not be negative
    public LinearCombination(DecimalNatural a, long x, DecimalNatural b, long y, long constant) {
        if (Math.abs(x) + Math.abs(y) > MOST || Math.abs(constant) > MOST) {
            throw new IllegalArgumentException("factors too large: " + x + ", " + y + ", " + constant);
        }
        this.a = a;
        this.x = x;
        this.b = b;
        this.y = y;
        this.sum = new Limbs(Math.max(a.length(), b.length()) + 1);
        this.limbs = new long[Math.min(Limbs.SEGMENT, sum.length())];
        this.others = new long[limbs.length];
        this.carry = constant;
    }

    @Override
    public int advance() {
        if (isDone()) {
            throw new IllegalStateException("nothing is left to do");
        }
        int count = Math.min(limbs.length, sum.length() - from);
        a.read(from, limbs, count);
        b.read(from, others, count);
        for (int i = 0; i < count; i++) {
            long limb = x * limbs[i] + y * others[i] + carry;
            carry = Math.floorDiv(limb, DecimalNatural.BASE);
            limbs[i] = limb - carry * DecimalNatural.BASE;
        }
        sum.write(from, limbs, count);
        from += count;
        if (isDone() && carry != 0) {
            throw new ArithmeticException("the result is negative");
        }
        return units(count);
    }

    @Override
    public boolean isDone() {
        return from == sum.length();
    }

    @Override
    public DecimalNatural result() {
        if (!isDone()) {
            throw new IllegalStateException("not done");
        }
        return new DecimalNatural(sum, 0);
    }

    /// How much work it is.
    ///
    /// @param length of the longer number, in limbs
    /// @return in units, about
    public static int units(int length) {
        return UNITS_PER_LIMB * length + 1;
    }
}
