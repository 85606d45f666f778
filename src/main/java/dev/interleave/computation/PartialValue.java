package dev.interleave.computation;

import dev.interleave.arithmetic.Natural;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// What a calculation tells of its value between two steps. Immutable.
public sealed interface PartialValue {

    /// Up to how many decimal digits or bytes a partial value is told.
    int MAX_LENGTH = 10_000;

    /// Every number with more bits has more than [#MAX_LENGTH] digits: `10000 * log2(10)`, rounded up.
    long MAX_BITS = 33_220;

    /// A number.
    ///
    /// @param bits the length of its magnitude
    /// @param magnitude the number without its sign, or null if it is too long to be told
    /// @param isNegative whether it is below zero
    record Whole(long bits, @Nullable Natural magnitude, boolean isNegative) implements PartialValue {

        /// Takes time that grows with the length of the number.
        ///
        /// @return the number, or null if it is too long to be told
        public @Nullable BigInteger value() {
            if (magnitude == null) {
                return null;
            }
            BigInteger value = magnitude.toBigInteger();
            return isNegative ? value.negate() : value;
        }
    }

    /// Anything else.
    ///
    /// @param kind what sort of value it is; a value without a JSON form is described as text
    /// @param text its text or its JSON, or null if it is too long to be told or there is none
    record Text(ValueKind kind, @Nullable String text) implements PartialValue {}
}
