package dev.interleave.computation;

import dev.interleave.arithmetic.Natural;
import java.util.Objects;

/// Reads the values of calculations of numbers.
public final class Calculations {

    private Calculations() {}

    public static Natural number(Calculation calculation) {
        return ((Value.Whole) calculation.value()).magnitude();
    }

    public static Natural partialProduct(Calculation calculation) {
        return switch (calculation) {
            case IterativeCalculation iterative -> iterative.partialProduct();
            case SlicedCalculation sliced -> sliced.partialProduct();
            default -> throw new IllegalArgumentException("no calculation of a number: " + calculation);
        };
    }

    public static long partialBits(Calculation calculation) {
        PartialValue.Whole partial = (PartialValue.Whole) calculation.partialValue();
        if (partial.magnitude() != null) {
            Natural magnitude = Objects.requireNonNull(partial.magnitude());
            if (magnitude.bitLength() != partial.bits()) {
                throw new AssertionError(magnitude.bitLength() + " bits, not " + partial.bits());
            }
        }
        return partial.bits();
    }
}
