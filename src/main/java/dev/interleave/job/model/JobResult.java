package dev.interleave.job.model;

import dev.interleave.computation.ValueKind;
import org.jspecify.annotations.Nullable;

/// What a job computed, in short. Immutable.
///
/// @param kind what sort of value it is
/// @param isNegative whether it is an integer below zero
/// @param digits how many decimal digits an integer has, or how many bytes another value has
/// @param bits the length of the magnitude of an integer in binary; 0 of other values
/// @param sha256 of the decimal digits in ASCII with the sign, or of the bytes, in lower-case hex
/// @param value the text, up to [#INLINE_DIGITS] digits or bytes of it, else null; null of octets
public record JobResult(
        ValueKind kind,
        boolean isNegative,
        long digits,
        long bits,
        String sha256,
        @Nullable String value) {

    /// Up to how many digits or bytes a result is told with the job itself.
    public static final int INLINE_DIGITS = 1_000;

    /// A natural number.
    ///
    /// @param digits how many decimal digits it has
    /// @param bits its length in binary
    /// @param sha256 of the decimal digits in ASCII, in lower-case hex
    /// @param value the decimal digits, up to [#INLINE_DIGITS] of them, else null
    public JobResult(long digits, long bits, String sha256, @Nullable String value) {
        this(ValueKind.INTEGER, false, digits, bits, sha256, value);
    }

    /// @return the length of its text or its bytes, with the sign
    public long length() {
        return isNegative ? digits + 1 : digits;
    }

    /// The storage that a result uses. A long result counts in both forms, even before its binary form is
    /// requested.
    ///
    /// @param digits how many decimal digits it has
    /// @param bits its length in binary
    /// @return in bytes
    public static long storedBytes(long digits, long bits) {
        return digits <= INLINE_DIGITS ? digits : digits + (bits + Byte.SIZE - 1) / Byte.SIZE;
    }

    JobResult withoutValue() {
        return new JobResult(kind, isNegative, digits, bits, sha256, null);
    }
}
