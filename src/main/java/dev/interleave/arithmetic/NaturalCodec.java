package dev.interleave.arithmetic;

import dev.interleave.arithmetic.limb.Limbs;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.ByteBuffer;

/// Numbers as bytes, to be read again later: how many limbs, in 4 bytes, then the limbs, the lowest first, in 8
/// bytes each, all of them big-endian. No conversion is needed either way.
///
/// What is read may be anything. It is never trusted with more memory than a number of the length that is
/// expected takes.
public final class NaturalCodec {

    private static final int PART = Limbs.SEGMENT;

    private NaturalCodec() {}

    /// @param number in base 10¹⁸
    /// @return how many bytes are written for it
    public static long bytes(DecimalNatural number) {
        return Integer.BYTES + (long) Long.BYTES * number.length();
    }

    /// @param number in base 2⁶⁴
    /// @return how many bytes are written for it
    public static long bytes(BinaryNatural number) {
        return Integer.BYTES + (long) Long.BYTES * number.length();
    }

    /// @param number to be written
    /// @param out where to
    /// @throws IOException if writing fails
    public static void write(DecimalNatural number, DataOutputStream out) throws IOException {
        out.writeInt(number.length());
        long[] part = new long[Math.min(PART, number.length())];
        for (int from = 0; from < number.length(); from += PART) {
            int count = Math.min(PART, number.length() - from);
            number.read(from, part, count);
            write(part, 0, count, out);
        }
    }

    /// @param number to be written
    /// @param out where to
    /// @throws IOException if writing fails
    public static void write(BinaryNatural number, DataOutputStream out) throws IOException {
        out.writeInt(number.length());
        for (int from = 0; from < number.length(); from += PART) {
            write(number.limbs(), from, Math.min(PART, number.length() - from), out);
        }
    }

    /// @param in where a number in base 10¹⁸ was written to
    /// @param maxDigits how many decimal digits it has at most
    /// @return the number
    /// @throws java.io.EOFException if there is no more
    /// @throws StreamCorruptedException if that is no such number
    /// @throws IOException if reading fails
    public static DecimalNatural readDecimal(DataInputStream in, long maxDigits) throws IOException {
        int length = length(in, maxDigits / DecimalNatural.LIMB_DIGITS + 1);
        Limbs limbs = new Limbs(length);
        long[] part = new long[Math.min(PART, length)];
        int zeros = 0;
        for (int from = 0; from < length; from += PART) {
            int count = Math.min(PART, length - from);
            read(in, part, 0, count);
            for (int i = 0; i < count; i++) {
                if (part[i] < 0 || part[i] >= DecimalNatural.BASE) {
                    throw new StreamCorruptedException("a limb of a number is not below 10^18");
                }
                zeros += zeros == from + i && part[i] == 0 ? 1 : 0;
            }
            limbs.write(from, part, count);
        }
        checkHighest(limbs.get(length - 1), length);
        return new DecimalNatural(limbs, zeros);
    }

    /// @param in where a number in base 2⁶⁴ was written to
    /// @param bits the length it is expected to reach, and at most has now
    /// @return the number, to be multiplied further
    /// @throws java.io.EOFException if there is no more
    /// @throws StreamCorruptedException if that is no such number
    /// @throws IOException if reading fails
    public static Accumulator readAccumulator(DataInputStream in, long bits) throws IOException {
        int capacity = Accumulator.capacity(bits);
        int length = length(in, capacity);
        long[] limbs = new long[capacity];
        for (int from = 0; from < length; from += PART) {
            read(in, limbs, from, Math.min(PART, length - from));
        }
        checkHighest(limbs[length - 1], length);
        return new Accumulator(limbs, length);
    }

    private static int length(DataInputStream in, long max) throws IOException {
        int length = in.readInt();
        if (length < 1 || length > max) {
            throw new StreamCorruptedException("a number has " + length + " limbs, not from 1 to " + max);
        }
        return length;
    }

    private static void checkHighest(long limb, int length) throws StreamCorruptedException {
        if (limb == 0 && length > 1) {
            throw new StreamCorruptedException("the highest limb of a number is 0");
        }
    }

    private static void write(long[] limbs, int from, int count, DataOutputStream out) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count * Long.BYTES);
        bytes.asLongBuffer().put(limbs, from, count);
        out.write(bytes.array());
    }

    private static void read(DataInputStream in, long[] limbs, int from, int count) throws IOException {
        byte[] bytes = new byte[count * Long.BYTES];
        in.readFully(bytes);
        ByteBuffer.wrap(bytes).asLongBuffer().get(limbs, from, count);
    }
}
