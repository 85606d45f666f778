package dev.interleave.arithmetic;

import dev.interleave.arithmetic.limb.LimbRow;
import dev.interleave.arithmetic.limb.Limbs;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/// A natural number in base 10¹⁸. Immutable and thread-safe.
///
/// Its decimal digits are those of its limbs, so that no conversion is needed to print it, however long it is.
public final class DecimalNatural implements Natural {

    /// How many decimal digits a limb has.
    public static final int LIMB_DIGITS = 18;

    /// The base.
    public static final long BASE = 1_000_000_000_000_000_000L;

    private static final double BITS_PER_LIMB = LIMB_DIGITS * Math.log(10) / Math.log(2);

    private final Limbs limbs;
    private final int length;
    private final int zeros;

    /// Takes ownership of the limbs, which must not change any more.
    ///
    /// @param limbs each from 0 to `BASE - 1`
    /// @param zeros how many of the lowest are known to be 0
    DecimalNatural(Limbs limbs, int zeros) {
        this.limbs = limbs;
        this.length = LimbRow.of(limbs).length();
        this.zeros = moreZeros(limbs, Math.min(zeros, length - 1), length);
    }

    /// @param value at least 0
    /// @return the same number
    public static DecimalNatural of(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("not a natural number: " + value);
        }
        return of(new long[] {value % BASE, value / BASE}, 2);
    }

    /// @param bits the length of a number in bits, up to 10¹¹
    /// @return an upper bound for its length in limbs
    public static int limbs(long bits) {
        return (int) ((double) bits / BITS_PER_LIMB) + 1;
    }

    /// Reads decimal digits.
    ///
    /// @param digits in ASCII, at least one; they are not checked
    /// @param count how many
    /// @return the number they make
    /// @throws IOException if reading fails or ends too soon
    public static DecimalNatural read(InputStream digits, long count) throws IOException {
        int length = Math.toIntExact((count + LIMB_DIGITS - 1) / LIMB_DIGITS);
        Limbs limbs = new Limbs(length);
        int here = (int) (count - (length - 1L) * LIMB_DIGITS);
        for (int i = length - 1; i >= 0; i--) {
            byte[] bytes = digits.readNBytes(here);
            if (bytes.length < here) {
                throw new EOFException();
            }
            limbs.set(i, Long.parseLong(new String(bytes, StandardCharsets.US_ASCII)));
            here = LIMB_DIGITS;
        }
        return new DecimalNatural(limbs, 0);
    }

    /// @param row each limb from 0 to `BASE - 1`
    /// @param length how many of them count
    /// @return the number they make
    static DecimalNatural of(long[] row, int length) {
        Limbs limbs = new Limbs(length);
        limbs.write(0, row, length);
        return new DecimalNatural(limbs, 0);
    }

    /// @return how many limbs it has, the highest of which is not 0, unless the number is 0
    int length() {
        return length;
    }

    /// @return how many of the lowest limbs are known to be 0; multiplication leaves them out
    int zeros() {
        return zeros;
    }

    /// @return its limbs
    LimbRow row() {
        return new LimbRow(limbs, length, zeros);
    }

    /// Copies limbs out; there are zeros above the highest.
    void read(int from, long[] into, int count) {
        limbs.read(from, into, count);
    }

    long limb(int index) {
        return limbs.get(index);
    }

    /// @return how many decimal digits it has, at least 1
    public long digitCount() {
        return (long) (length - 1) * LIMB_DIGITS + leadingDigits();
    }

    /// Takes time proportional to the length.
    ///
    /// @param divisor from 1 to 2³¹
    /// @return the number modulo that
    public long remainder(long divisor) {
        long base = BASE % divisor;
        long rest = 0;
        for (int i = length - 1; i >= 0; i--) {
            rest = (rest * base + limbs.get(i) % divisor) % divisor;
        }
        return rest;
    }

    /// Writes decimal digits in ASCII, from any place on. Takes time proportional to how many they are.
    ///
    /// @param from how many digits to leave out, from the highest on
    /// @param into where to
    /// @param offset the place of the first one there
    /// @param count how many, at most as many as there are
    public void digits(long from, byte[] into, int offset, int count) {
        byte[] limb = new byte[LIMB_DIGITS];
        long at = from + LIMB_DIGITS - leadingDigits(); // as if the highest limb had all its digits
        int done = 0;
        while (done < count) {
            int index = length - 1 - Math.toIntExact(at / LIMB_DIGITS);
            int skipped = (int) (at % LIMB_DIGITS);
            int part = Math.min(LIMB_DIGITS - skipped, count - done);
            if (part == LIMB_DIGITS) {
                DecimalDigits.write(limbs.get(index), into, offset + done);
            } else {
                DecimalDigits.write(limbs.get(index), limb, 0);
                System.arraycopy(limb, skipped, into, offset + done, part);
            }
            done += part;
            at += part;
        }
    }

    /// All decimal digits in ASCII.
    ///
    /// @return a new array
    /// @throws ArithmeticException if there are too many for one
    public byte[] digits() {
        byte[] all = new byte[Math.toIntExact(digitCount())];
        digits(0, all, 0, all.length);
        return all;
    }

    private int leadingDigits() {
        int digits = 1;
        for (long power = 10; digits < LIMB_DIGITS && limb(length - 1) >= power; power *= 10) {
            digits++;
        }
        return digits;
    }

    @Override
    public long bitLength() {
        return BinaryConversion.bitLength(this);
    }

    @Override
    public BigInteger toBigInteger() {
        return BinaryConversion.toBigInteger(this);
    }

    /// Converts to base 2, which takes many multiplications as long as the number.
    @Override
    public byte[] toByteArray() {
        return FastBinaryConversion.toByteArray(this);
    }

    /// @param digits how many decimal digits a number has
    /// @return how much memory [#toByteArray()] takes beside the number, in bytes, an upper bound
    public static long bytesOfConversion(long digits) {
        return FastBinaryConversion.bytes(Math.toIntExact(digits / LIMB_DIGITS + 1));
    }

    /// Looks a bounded way up.
    private static int moreZeros(Limbs limbs, int known, int length) {
        int zeros = known;
        int end = Math.min(length - 1, known + Limbs.SEGMENT);
        while (zeros < end && limbs.get(zeros) == 0) {
            zeros++;
        }
        return zeros;
    }
}
