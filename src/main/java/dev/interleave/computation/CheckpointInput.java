package dev.interleave.computation;

import dev.interleave.arithmetic.Accumulator;
import dev.interleave.arithmetic.DecimalNatural;
import dev.interleave.arithmetic.NaturalCodec;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StreamCorruptedException;

/// Reads the stored state of a calculation and rejects values that the expected calculation cannot have. Stored
/// lengths are checked before memory is allocated for them. Not thread-safe.
public final class CheckpointInput extends DataInputStream {

    private static final double DIGITS_PER_BIT = Math.log10(2);

    /// The work done may exceed the estimate by this factor at most.
    private static final int MAX_UNITS_RATIO = 16;

    CheckpointInput(InputStream in) {
        super(in);
    }

    /// @param possible whether the expected calculation can have a value
    /// @param message what is wrong with the value if it cannot
    /// @throws StreamCorruptedException if it cannot
    public static void check(boolean possible, String message) throws StreamCorruptedException {
        if (!possible) {
            throw new StreamCorruptedException(message);
        }
    }

    /// @param estimatedUnits the estimated work of the whole calculation, in units
    /// @return the work that was done, in units
    /// @throws StreamCorruptedException if it is negative or more than 16 times the estimate
    /// @throws IOException if reading fails, or if the stream ends too soon
    public long readUnits(double estimatedUnits) throws IOException {
        long units = readLong();
        check(units >= 0 && (double) units <= MAX_UNITS_RATIO * estimatedUnits, "work done: " + units);
        return units;
    }

    /// @param bits the expected length of the number, in bits
    /// @param tolerance the largest error of that length, in bits
    /// @return the number
    /// @throws StreamCorruptedException if the bytes are no number of about that length
    /// @throws IOException if reading fails, or if the stream ends too soon
    public DecimalNatural readDecimal(long bits, int tolerance) throws IOException {
        long max = (long) ((double) (bits + tolerance) * DIGITS_PER_BIT) + 1;
        long min = (long) ((double) (bits - tolerance) * DIGITS_PER_BIT);
        DecimalNatural number = NaturalCodec.readDecimal(this, max);
        long digits = number.digitCount();
        check(digits >= min && digits <= max, "a number of " + digits + " digits, expected about " + max);
        return number;
    }

    /// @param capacity the length that the number may reach later, in bits
    /// @param bits the expected length of the number, in bits
    /// @param tolerance the largest error of that length, in bits
    /// @return the number
    /// @throws StreamCorruptedException if the bytes are no number of about that length
    /// @throws IOException if reading fails, or if the stream ends too soon
    public Accumulator readAccumulator(long capacity, long bits, int tolerance) throws IOException {
        Accumulator number = NaturalCodec.readAccumulator(this, capacity);
        check(
                Math.abs(number.bitLength() - bits) <= tolerance,
                "a number of " + number.bitLength() + " bits, expected about " + bits);
        return number;
    }
}
