package dev.interleave.job.model;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// A look into a calculation between two steps.
///
/// @param steps how many steps were done
/// @param bits the length of the partial product
/// @param value the partial product, or null where it is too long to be told
public record PartialProduct(
        long steps, long bits, @Nullable BigInteger value) {

    /// Up to how many decimal digits the value is told.
    public static final int MAX_DIGITS = 10_000;

    /// Every number with more bits has more than [#MAX_DIGITS] digits: `10000 * log2(10)`, rounded up.
    public static final long MAX_BITS = 33_220;

    private static final BigInteger TOO_LONG = BigInteger.TEN.pow(MAX_DIGITS);

    /// Before the first step: the empty product.
    public static final PartialProduct EMPTY = new PartialProduct(0, 1, BigInteger.ONE);

    /// @param steps how many steps were done
    /// @param bits the length of the partial product
    /// @param value the partial product, of any length
    /// @return without the value if that is too long
    public static PartialProduct of(long steps, long bits, @Nullable BigInteger value) {
        boolean told = value != null && bits <= MAX_BITS && value.compareTo(TOO_LONG) < 0;
        return new PartialProduct(steps, bits, told ? value : null);
    }
}
