package dev.interleave.job.model;

/// The forms in which a result is kept.
public enum ResultForm {
    /// The decimal digits in ASCII, with the sign; or the bytes of a value that is not an integer.
    TEXT,
    /// The magnitude of an integer in bytes, the highest first.
    BINARY,
    /// What a program has printed, in UTF-8.
    OUTPUT
}
