package dev.interleave.job.model;

/// The forms in which a result is kept.
public enum ResultForm {
    /// The decimal digits in ASCII.
    DECIMAL,
    /// The magnitude in bytes, the highest first.
    BINARY
}
