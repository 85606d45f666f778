package dev.interleave.language.tree;

/// The operators with two operands.
public enum BinaryOperator {
    BIT_OR("|", 1),
    BIT_XOR("^", 2),
    BIT_AND("&", 3),
    SHIFT_LEFT("<<", 4),
    SHIFT_RIGHT(">>", 4),
    ADD("+", 5),
    SUBTRACT("-", 5),
    MULTIPLY("*", 6),
    MATRIX_MULTIPLY("@", 6),
    DIVIDE("/", 6),
    FLOOR_DIVIDE("//", 6),
    MODULO("%", 6),
    /// Binds to the right, and tighter than a unary operator on its left.
    POWER("**", 8);

    private final String symbol;
    private final int precedence;

    BinaryOperator(String symbol, int precedence) {
        this.symbol = symbol;
        this.precedence = precedence;
    }

    /// @return as it is written
    public String symbol() {
        return symbol;
    }

    /// @return the binding strength: higher binds tighter, from 1
    public int precedence() {
        return precedence;
    }
}
