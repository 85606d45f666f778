package dev.interleave.arithmetic.transform;

/// A base for limbs of numbers that are multiplied by [TransformProduct], with what is needed to divide by it.
/// All bounds of that hold for every base from 10¹⁸ to 2⁶⁰. Immutable and thread-safe.
public final class Radix {

    /// 10¹⁸, in which decimal digits need no conversion.
    public static final Radix DECIMAL = new Radix(1_000_000_000_000_000_000L);

    /// 2⁶⁰, in which bits need none.
    public static final Radix BINARY = new Radix(1L << 60);

    public final long base;

    /// `p1 * p2 = high * base + low`; a double has 53 bits of `p1*p2/base`, enough for that to be the quotient.
    final long high;

    final long low;
    final double p1ByBase;
    final double highByBase;
    final double lowByBase;

    private Radix(long base) {
        this.base = base;
        this.high = (long) Math.floor(PrimeField.FIRST.p * PrimeField.SECOND.p / (double) base);
        this.low = PrimeField.FIRST.modulus * PrimeField.SECOND.modulus - high * base;
        this.p1ByBase = PrimeField.FIRST.p / (double) base;
        this.highByBase = (double) high / (double) base;
        this.lowByBase = (double) low / (double) base;
    }
}
