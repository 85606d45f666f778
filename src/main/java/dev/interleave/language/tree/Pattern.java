package dev.interleave.language.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a `case` compares its subject with. Immutable.
public sealed interface Pattern {

    /// @return offset in the text of the source
    int at();

    /// A number, a string, bytes, or a dotted name: matches what equals it.
    record Value(int at, Expression value) implements Pattern {}

    /// `None`, `True` or `False`: matches what is identical to it.
    record Singleton(int at, Expression value) implements Pattern {}

    /// `pattern as name`, a bare name, or `_`.
    ///
    /// @param pattern null for one that matches everything
    /// @param name null for `_`
    record Capture(
            int at, @Nullable Pattern pattern, @Nullable String name) implements Pattern {}

    /// `[first, *rest]`.
    record Sequence(int at, List<Pattern> elements) implements Pattern {}

    /// `*name` within a sequence.
    ///
    /// @param name null for `*_`
    record Rest(int at, @Nullable String name) implements Pattern {}

    /// `{key: pattern, **rest}`.
    record Mapping(
            int at,
            List<Expression> keys,
            List<Pattern> values,
            @Nullable String rest) implements Pattern {}

    /// `type(positional, name=pattern)`.
    record Instance(int at, Expression type, List<Pattern> positional, List<String> names, List<Pattern> named)
            implements Pattern {}

    /// `first | second`.
    record Alternatives(int at, List<Pattern> patterns) implements Pattern {}
}
