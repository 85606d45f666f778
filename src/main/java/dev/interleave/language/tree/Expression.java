package dev.interleave.language.tree;

import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A node of the tree that has a value. Immutable, except that the arrays of [BytesLiteral] are not copied.
/// Each node knows the offset in the source at which it begins.
public sealed interface Expression {

    /// @return offset in the text of the source
    int at();

    /// `None`.
    record NoneLiteral(int at) implements Expression {}

    /// `...`.
    record EllipsisLiteral(int at) implements Expression {}

    /// `True` or `False`.
    record BooleanLiteral(int at, boolean value) implements Expression {}

    /// An integer of any size.
    record IntegerLiteral(int at, BigInteger value) implements Expression {}

    /// A double-precision number.
    record FloatLiteral(int at, double value) implements Expression {}

    /// A string, its escapes decoded and its neighbours joined.
    record StringLiteral(int at, String value) implements Expression {}

    /// Bytes, their escapes decoded and their neighbours joined; not to be changed.
    @SuppressWarnings("ArrayRecordComponent") // compared by nothing
    record BytesLiteral(int at, byte[] value) implements Expression {}

    /// An f-string.
    ///
    /// @param parts [StringLiteral] for text, [FormattedField] for fields
    record FormattedString(int at, List<Expression> parts) implements Expression {}

    /// A field of an f-string.
    ///
    /// @param conversion `r`, `s`, `a`, or 0 for none
    /// @param format the format specification, or null for none
    record FormattedField(
            int at,
            Expression value,
            char conversion,
            @Nullable FormattedString format) implements Expression {}

    /// A variable.
    record Name(int at, String id) implements Expression {}

    /// `value.name`.
    record Attribute(int at, Expression value, String name) implements Expression {}

    /// `value[index]`.
    record Subscript(int at, Expression value, Expression index) implements Expression {}

    /// `lower:upper:step` within brackets.
    record Slice(
            int at,
            @Nullable Expression lower,
            @Nullable Expression upper,
            @Nullable Expression step) implements Expression {}

    /// A call.
    ///
    /// @param positional in order; [Starred] for `*iterable`
    /// @param keywords in order
    record Call(int at, Expression function, List<Expression> positional, List<Keyword> keywords)
            implements Expression {}

    /// An argument by name.
    ///
    /// @param name null for `**mapping`
    record Keyword(int at, @Nullable String name, Expression value) {}

    /// `*value`, in a call, a display or an assignment target.
    record Starred(int at, Expression value) implements Expression {}

    /// An operator with one operand.
    record Unary(int at, UnaryOperator operator, Expression operand) implements Expression {}

    /// An operator with two operands.
    record Binary(int at, BinaryOperator operator, Expression left, Expression right) implements Expression {}

    /// `and` or `or` of two or more operands, evaluated from the left until the result is known.
    record Logical(int at, boolean isAnd, List<Expression> operands) implements Expression {}

    /// A chain of comparisons: `first operators[0] operands[0] operators[1] …`.
    record Comparison(int at, Expression first, List<ComparisonOperator> operators, List<Expression> operands)
            implements Expression {}

    /// `then if test else otherwise`.
    record Conditional(int at, Expression test, Expression then, Expression otherwise) implements Expression {}

    /// `target := value`.
    record Walrus(int at, Name target, Expression value) implements Expression {}

    /// `lambda parameters: body`.
    record Lambda(int at, Parameters parameters, Expression body) implements Expression {}

    /// `(a, b)`.
    record TupleDisplay(int at, List<Expression> elements) implements Expression {}

    /// `[a, b]`.
    record ListDisplay(int at, List<Expression> elements) implements Expression {}

    /// `{a, b}`.
    record SetDisplay(int at, List<Expression> elements) implements Expression {}

    /// `{key: value, **mapping}`.
    record DictDisplay(int at, List<Entry> entries) implements Expression {}

    /// An entry of a dict display.
    ///
    /// @param key null for `**value`
    record Entry(@Nullable Expression key, Expression value) {}

    /// A comprehension or generator expression.
    ///
    /// @param element what it yields; the key for a dict
    /// @param value the value for a dict, otherwise null
    /// @param clauses at least one
    record Comprehension(
            int at, Kind kind, Expression element, @Nullable Expression value, List<Clause> clauses)
            implements Expression {

        /// What the elements are collected in.
        public enum Kind {
            LIST,
            SET,
            DICT,
            GENERATOR
        }
    }

    /// `for target in iterable if condition if condition`.
    record Clause(Expression target, Expression iterable, List<Expression> conditions) {}

    /// `yield value`.
    record Yield(int at, @Nullable Expression value) implements Expression {}

    /// `yield from iterable`.
    record YieldFrom(int at, Expression iterable) implements Expression {}
}
