package dev.interleave.computation;

import dev.interleave.arithmetic.BinaryNatural;
import dev.interleave.eventloop.Suspendable;

/// A computation under way. Confined to the loop's thread, between two steps.
public interface Calculation extends Suspendable<BinaryNatural> {

    /// @return the length of the partial product, in bits
    long partialBits();

    /// The partial product right now. Takes time and memory proportional to its length.
    ///
    /// @return a copy
    BinaryNatural partialProduct();
}
