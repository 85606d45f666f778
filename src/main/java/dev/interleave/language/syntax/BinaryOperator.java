package dev.interleave.language.syntax;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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

    private static final Map<String, BinaryOperator> BY_SYMBOL =
            Arrays.stream(values()).collect(Collectors.toMap(BinaryOperator::symbol, Function.identity()));

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

    /// @return higher for one that binds tighter
    int precedence() {
        return precedence;
    }

    /// @param token any
    /// @return the operator that it is, or null
    static @Nullable BinaryOperator of(Token token) {
        return token.type() == TokenType.OPERATOR ? BY_SYMBOL.get(token.text()) : null;
    }

    /// @param token any
    /// @return the operator of the augmented assignment that it is, such as `+=`, or null
    static @Nullable BinaryOperator ofAugmented(Token token) {
        String text = token.text();
        return token.type() == TokenType.OPERATOR && text.length() > 1 && text.endsWith("=")
                ? BY_SYMBOL.get(text.substring(0, text.length() - 1))
                : null;
    }
}
