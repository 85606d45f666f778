package dev.interleave.arithmetic;

import java.math.BigInteger;

/// A natural number, in the base in which it was computed. Immutable and thread-safe.
public sealed interface Natural permits BinaryNatural, DecimalNatural {

    /// @return the position of the highest bit that is set, counted from 1; 0 for the number 0
    long bitLength();

    /// The same number for `java.math`. Takes time that grows with the length, maybe faster than that.
    ///
    /// @return at least 0
    BigInteger toBigInteger();

    /// The magnitude in the fewest bytes, the highest first; one zero byte for the number 0.
    ///
    /// @return a new array
    byte[] toByteArray();
}
