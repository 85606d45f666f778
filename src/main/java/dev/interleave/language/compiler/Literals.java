package dev.interleave.language.compiler;

import dev.interleave.language.tree.Expression;
import dev.interleave.language.tree.UnaryOperator;
import dev.interleave.language.value.BytesObject;
import dev.interleave.language.value.Singleton;
import dev.interleave.language.value.TupleObject;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The values of expressions that are constant.
final class Literals {

    private Literals() {}

    /// @param expression any expression
    /// @return its value, or null if it is not constant
    static @Nullable Object value(Expression expression) {
        return switch (expression) {
            case Expression.NoneLiteral _ -> Singleton.NONE;
            case Expression.EllipsisLiteral _ -> Singleton.ELLIPSIS;
            case Expression.BooleanLiteral e -> e.value();
            case Expression.IntegerLiteral e -> integer(e.value());
            case Expression.FloatLiteral e -> e.value();
            case Expression.StringLiteral e -> e.value();
            case Expression.BytesLiteral e -> new BytesObject(e.value());
            case Expression.TupleDisplay e -> tuple(e.elements());
            case Expression.Unary e when e.operator() == UnaryOperator.MINUS -> negated(value(e.operand()));
            default -> null;
        };
    }

    static Object integer(BigInteger value) {
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }

    private static @Nullable Object negated(@Nullable Object value) {
        return switch (value) {
            case Long number -> number == Long.MIN_VALUE ? null : (Object) (-number);
            case Double number -> -number;
            case BigInteger number -> integer(number.negate());
            case null, default -> null;
        };
    }

    private static @Nullable Object tuple(List<Expression> elements) {
        Object[] values = new Object[elements.size()];
        for (int i = 0; i < values.length; i++) {
            Object value = value(elements.get(i));
            if (value == null) {
                return null;
            }
            values[i] = value;
        }
        return TupleObject.of(values);
    }
}
