package dev.interleave.language.syntax;

/// The operators with one operand.
public enum UnaryOperator {
    /// `not`
    NOT,
    /// `-`
    MINUS,
    /// `+`
    PLUS,
    /// `~`
    INVERT
}
