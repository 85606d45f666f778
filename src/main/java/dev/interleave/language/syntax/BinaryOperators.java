package dev.interleave.language.syntax;

import dev.interleave.language.tree.BinaryOperator;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The binary operators by their tokens. Static methods only.
final class BinaryOperators {

    private static final Map<String, BinaryOperator> BY_SYMBOL = Arrays.stream(BinaryOperator.values())
            .collect(Collectors.toMap(BinaryOperator::symbol, Function.identity()));

    private BinaryOperators() {}

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
