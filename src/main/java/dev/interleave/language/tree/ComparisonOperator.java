package dev.interleave.language.tree;

/// The operators that can be chained.
public enum ComparisonOperator {
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL,
    IS,
    IS_NOT,
    IN,
    NOT_IN
}
