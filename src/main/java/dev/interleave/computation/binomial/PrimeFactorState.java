package dev.interleave.computation.binomial;

import dev.interleave.arithmetic.DecimalNatural;
import dev.interleave.arithmetic.NaturalCodec;
import dev.interleave.arithmetic.ProductTree;
import dev.interleave.computation.CheckpointFormat;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The numbers whose product a [FastBinomial] is, once there are few of them. Immutable.
///
/// @param units how much work had been done
/// @param factors none if there are too many of them as yet
record PrimeFactorState(long units, List<DecimalNatural> factors) implements CheckpointFormat.State {

    private static final double DIGITS_PER_BIT = Math.log10(2);

    /// How many digits too many the estimate may have, or too few, beside one per factor.
    private static final int TOLERANCE = 2;

    /// How many times the work that is estimated is believed to have been done.
    private static final int BELIEVED = 16;

    PrimeFactorState {
        factors = List.copyOf(factors);
    }

    @Override
    public long bytes() {
        return Long.BYTES
                + Short.BYTES
                + factors.stream().mapToLong(NaturalCodec::bytes).sum();
    }

    @Override
    public void writeTo(DataOutputStream out) throws IOException {
        out.writeLong(units);
        out.writeShort(factors.size());
        for (DecimalNatural factor : factors) {
            NaturalCodec.write(factor, out);
        }
    }

    /// @param size of the coefficient
    /// @param in where a state was written to, or anything else
    /// @return the state
    /// @throws java.io.StreamCorruptedException if it is none of a coefficient of that size
    /// @throws IOException if reading fails or ends too soon
    static PrimeFactorState readFrom(BinomialSize size, DataInputStream in) throws IOException {
        long units = in.readLong();
        double most = BELIEVED * FastBinomial.units(size);
        CheckpointFormat.check(units >= 0 && (double) units <= most, "work done: " + units);
        int count = in.readUnsignedShort();
        CheckpointFormat.check(count <= ProductTree.MOST_FINISHED, "numbers: " + count);
        long digits = (long) ((double) size.bits() * DIGITS_PER_BIT) + TOLERANCE;
        List<DecimalNatural> factors = new ArrayList<>();
        long sum = 0;
        for (int i = 0; i < count; i++) {
            DecimalNatural factor = NaturalCodec.readDecimal(in, digits + count - sum);
            sum += factor.digitCount();
            CheckpointFormat.check(sum <= digits + count, "more digits than there can be: " + sum);
            factors.add(factor);
        }
        CheckpointFormat.check(count == 0 || sum >= digits - 2 * TOLERANCE, "too few digits: " + sum);
        return new PrimeFactorState(units, factors);
    }
}
