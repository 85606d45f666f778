package dev.interleave.computation;

/// What sort of value a calculation returns. The names are stored with jobs.
public enum ValueKind {
    /// An integer. Its text is its decimal digits, with a minus sign if it is negative.
    INTEGER,
    /// A JSON value other than an integer or a string.
    JSON,
    /// A string of characters.
    TEXT,
    /// A string of octets.
    BYTES
}
