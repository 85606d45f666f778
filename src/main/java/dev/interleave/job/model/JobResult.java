package dev.interleave.job.model;

import org.jspecify.annotations.Nullable;

/// What a job computed, in short.
///
/// @param digits how many decimal digits it has
/// @param bits its length in binary
/// @param sha256 of the decimal digits in ASCII, in lower-case hex
/// @param value the decimal digits, up to [#INLINE_DIGITS] of them, else null
public record JobResult(
        long digits, long bits, String sha256, @Nullable String value) {

    /// Up to how many digits a result is told with the job itself.
    public static final int INLINE_DIGITS = 1_000;

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
        return new JobResult(digits, bits, sha256, null);
    }
}
