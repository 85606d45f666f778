package dev.interleave.computation.binomial;

import dev.interleave.arithmetic.DecimalNatural;
import dev.interleave.arithmetic.NaturalCodec;
import dev.interleave.arithmetic.ProductTree;
import dev.interleave.computation.Checkpoint;
import dev.interleave.computation.CheckpointInput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The numbers that a [FastBinomial] has yet to multiply, from which it can continue. Immutable.
///
/// @param units the work done so far; 0 if there are no factors
/// @param factors the numbers whose product is the result; empty while there are more than
///     [ProductTree#MAX_FINISHED]
record PrimeFactorState(long units, List<DecimalNatural> factors) implements Checkpoint.State {

    private static final double DIGITS_PER_BIT = Math.log10(2);

    /// The largest error of the estimated length, in digits, beside one digit per factor.
    private static final int TOLERANCE = 2;

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

    /// @param size the size of the coefficient
    /// @param in a stored state, or any other bytes
    /// @return the state
    /// @throws java.io.StreamCorruptedException if the bytes are no state of a coefficient of that size
    /// @throws IOException if reading fails, or if the stream ends too soon
    static PrimeFactorState readFrom(BinomialSize size, CheckpointInput in) throws IOException {
        long units = in.readUnits(FastBinomial.units(size));
        int count = in.readUnsignedShort();
        CheckpointInput.check(count <= ProductTree.MAX_FINISHED, "numbers: " + count);
        long digits = (long) ((double) size.bits() * DIGITS_PER_BIT) + TOLERANCE;
        List<DecimalNatural> factors = new ArrayList<>();
        long sum = 0;
        for (int i = 0; i < count; i++) {
            DecimalNatural factor = NaturalCodec.readDecimal(in, digits + count - sum);
            sum += factor.digitCount();
            CheckpointInput.check(sum <= digits + count, "too many digits: " + sum);
            factors.add(factor);
        }
        CheckpointInput.check(count == 0 || sum >= digits - 2 * TOLERANCE, "too few digits: " + sum);
        return new PrimeFactorState(units, factors);
    }
}
