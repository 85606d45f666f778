package dev.interleave.computation;

import java.util.OptionalLong;

/// What a calculation will take, as far as it is known beforehand.
///
/// @param steps how many steps, if that is known
/// @param bits an upper bound for the length of the result
/// @param bytes an upper bound for the memory held from the start until the calculation asks for more
/// @param maxBytes an upper bound for the memory held until the end
/// @param units how much work, about a nanosecond each; 0 if it is not known
public record Cost(OptionalLong steps, long bits, long bytes, long maxBytes, double units) {

    /// A cost of which the memory is known beforehand.
    ///
    /// @param bytes an upper bound for the memory held from the start to the end
    public Cost(OptionalLong steps, long bits, long bytes, double units) {
        this(steps, bits, bytes, bytes, units);
    }

    /// @return whether the work is known beforehand
    public boolean isWorkKnown() {
        return units > 0;
    }

    /// Where the number of steps is known, each one is longer than the one before by about as much, as a
    /// product grows by a factor per step.
    ///
    /// @param taken how many steps were taken
    /// @return the share of the work that is done by then, from 0 to 1; 0 if the number of steps is not known
    public double fractionAfter(long taken) {
        if (steps.isEmpty()) {
            return 0;
        }
        double share = Math.min(1, (double) taken / Math.max(1, steps.getAsLong()));
        return share * share;
    }
}
