package dev.interleave.arithmetic;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// A natural number in base 2⁶⁴. Immutable and thread-safe.
public final class BinaryNatural implements Natural {

    private final long[] limbs;
    private final int length;

    /// Takes ownership of the array, which must not change any more.
    ///
    /// @param limbs little-endian, unsigned
    /// @param length how many of them count; the highest of these is not 0, unless it is the only one
    BinaryNatural(long[] limbs, int length) {
        this.limbs = limbs;
        this.length = length;
    }

    /// @param value at least 0
    /// @return the same number
    public static BinaryNatural of(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("not a natural number: " + value);
        }
        return new BinaryNatural(new long[] {value}, 1);
    }

    /// @param value at least 0
    /// @return the same number
    public static BinaryNatural of(BigInteger value) {
        byte[] bytes = magnitude(value);
        int length = Math.max(1, (bytes.length + Long.BYTES - 1) / Long.BYTES);
        byte[] padded = new byte[length * Long.BYTES];
        System.arraycopy(bytes, 0, padded, padded.length - bytes.length, bytes.length);
        ByteBuffer words = ByteBuffer.wrap(padded);
        long[] limbs = new long[length];
        for (int i = length - 1; i >= 0; i--) {
            limbs[i] = words.getLong();
        }
        return new BinaryNatural(limbs, length);
    }

    /// @return how many limbs it has, the highest of which is not 0, unless the number is 0
    int length() {
        return length;
    }

    /// @return the limbs, not to be changed, with more behind those that count maybe
    long[] limbs() {
        return limbs;
    }

    @Override
    public long bitLength() {
        return (long) length * Long.SIZE - Long.numberOfLeadingZeros(limbs[length - 1]);
    }

    /// @param value at least 0
    /// @return its magnitude in the fewest bytes, the highest first
    public static byte[] magnitude(BigInteger value) {
        byte[] bytes = value.toByteArray();
        return bytes.length > 1 && bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    /// Takes time and memory proportional to the length.
    @Override
    public byte[] toByteArray() {
        ByteBuffer bytes = ByteBuffer.allocate(length * Long.BYTES);
        for (int i = length - 1; i >= 0; i--) {
            bytes.putLong(limbs[i]);
        }
        int leadingZeros = Long.numberOfLeadingZeros(limbs[length - 1]) / Byte.SIZE;
        return Arrays.copyOfRange(bytes.array(), Math.min(leadingZeros, bytes.capacity() - 1), bytes.capacity());
    }

    @Override
    public BigInteger toBigInteger() {
        return new BigInteger(1, toByteArray());
    }
}
