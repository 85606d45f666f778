package dev.interleave.job.model;

import dev.interleave.computation.PartialValue;
import dev.interleave.computation.ValueKind;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// A look into a calculation between two steps. Immutable.
///
/// @param steps how many steps were done
/// @param kind what sort of value the partial result is
/// @param bits the length of the magnitude of an integer; 0 of other values
/// @param value the digits with the sign, the JSON or the text; null where there is none, or it is too long to be told
public record PartialResult(
        long steps, ValueKind kind, long bits, @Nullable String value) {

    private static final BigInteger TOO_LONG = BigInteger.TEN.pow(PartialValue.MAX_LENGTH);

    /// Before the first step: the empty product.
    public static final PartialResult EMPTY = of(0, 1, BigInteger.ONE);

    /// @param steps how many steps were done
    /// @param bits the length of the partial product
    /// @param value the partial product, of any length
    /// @return without the value if that is too long
    public static PartialResult of(long steps, long bits, @Nullable BigInteger value) {
        boolean isTooLong =
                value == null || bits > PartialValue.MAX_BITS || value.abs().compareTo(TOO_LONG) >= 0;
        return new PartialResult(steps, ValueKind.INTEGER, bits, isTooLong ? null : String.valueOf(value));
    }

    /// Takes time that grows with the length of the value.
    ///
    /// @param steps how many steps were done
    /// @param partial what the calculation tells
    /// @return the same as text
    public static PartialResult of(long steps, PartialValue partial) {
        return switch (partial) {
            case PartialValue.Whole number -> of(steps, number.bits(), number.value());
            case PartialValue.Text(ValueKind kind, var text) -> new PartialResult(steps, kind, 0, text);
        };
    }
}
