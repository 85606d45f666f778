package dev.interleave.language.tree;

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
