package dev.interleave.computation;

import dev.interleave.arithmetic.Natural;
import java.io.IOException;
import java.io.OutputStream;

/// What a calculation returns. Not changed any more once it is returned, so any thread may read it.
public sealed interface Value {

    /// @return what sort of value it is
    ValueKind kind();

    /// @return whether its text takes no more than a moment to make
    boolean isShort();

    /// An integer.
    ///
    /// @param magnitude the number without its sign
    /// @param isNegative whether it is below zero
    record Whole(Natural magnitude, boolean isNegative) implements Value {

        private static final long SHORT_BITS = 16_384;

        /// @param magnitude the number
        public Whole(Natural magnitude) {
            this(magnitude, false);
        }

        @Override
        public ValueKind kind() {
            return ValueKind.INTEGER;
        }

        @Override
        public boolean isShort() {
            return magnitude.bitLength() <= SHORT_BITS;
        }
    }

    /// A value that is not an integer. It is encoded off the loop.
    non-sealed interface Document extends Value {

        /// Takes time proportional to what is written.
        ///
        /// @param out the destination; not closed. May end the encoding with an [IOException]
        /// @throws IOException if writing fails
        /// @throws FailedCalculationException if the value has no such form
        void writeTo(OutputStream out) throws IOException;
    }
}
