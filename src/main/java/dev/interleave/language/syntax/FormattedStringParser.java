package dev.interleave.language.syntax;

import dev.interleave.language.syntax.StringLiterals.Form;
import dev.interleave.language.tree.Expression;
import dev.interleave.language.tree.Expression.FormattedField;
import dev.interleave.language.tree.Expression.FormattedString;
import dev.interleave.language.tree.Expression.StringLiteral;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Parses the content of an f-string (Python Language Reference 3.11, section 2.4.3). Not thread-safe.
final class FormattedStringParser {

    private static final int MAX_NESTED_FORMATS = 2;

    /// The parts of a string, neighbouring text joined.
    static final class Parts {

        private final int at;
        private final List<Expression> parts = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();

        /// @param at offset of the string
        Parts(int at) {
            this.at = at;
        }

        void text(String more) {
            text.append(more);
        }

        void field(FormattedField field) {
            flush();
            parts.add(field);
        }

        /// @return text and fields in order
        List<Expression> all() {
            flush();
            return List.copyOf(parts);
        }

        /// @return the text of a string without fields
        String onlyText() {
            return text.toString();
        }

        private void flush() {
            if (!text.isEmpty()) {
                parts.add(new StringLiteral(at, text.toString()));
                text.setLength(0);
            }
        }
    }

    private final SourceText source;
    private final String text;
    private final boolean raw;
    private final int end;
    private final Parts whole;
    private int at;

    /// @param source the program
    /// @param form of the literal
    /// @param whole takes its parts
    FormattedStringParser(SourceText source, Form form, Parts whole) {
        this.source = source;
        this.text = source.text();
        this.raw = form.raw();
        this.at = form.start();
        this.end = form.end();
        this.whole = whole;
    }

    void parse() {
        parts(whole, 0);
    }

    /// Reads up to the end of the literal, or within a format specification up to its closing brace.
    private void parts(Parts parts, int depth) {
        int start = at;
        while (at < end) {
            char c = text.charAt(at);
            if (c == '\\' && !raw) {
                at = endOfEscape();
            } else if (c == '{' || c == '}') {
                parts.text(StringLiterals.text(source, start, at, raw));
                if (c == '}' && depth > 0) {
                    return;
                }
                if (depth == 0 && at + 1 < end && text.charAt(at + 1) == c) {
                    parts.text(String.valueOf(c));
                    at += 2;
                } else if (c == '}') {
                    throw source.error(at, "f-string: single '}' is not allowed");
                } else {
                    field(parts, depth);
                }
                start = at;
            } else {
                at++;
            }
        }
        parts.text(StringLiterals.text(source, start, at, raw));
    }

    private int endOfEscape() {
        char next = at + 1 < end ? text.charAt(at + 1) : '\\';
        if (next == 'N' && at + 2 < end && text.charAt(at + 2) == '{') {
            int closing = text.indexOf('}', at);
            return closing < 0 || closing >= end ? end : closing + 1;
        }
        return next == '{' || next == '}' ? at + 1 : Math.min(at + 2, end);
    }

    private void field(Parts parts, int depth) {
        int opening = at;
        if (depth == MAX_NESTED_FORMATS) {
            throw source.error(opening, "f-string: expressions nested too deeply");
        }
        int from = opening + 1;
        int to = endOfExpression(from);
        if (text.substring(from, to).isBlank()) {
            throw source.error(opening, "f-string: empty expression not allowed");
        }
        at = to;
        boolean shown = at < end && text.charAt(at) == '=';
        if (shown) {
            at++;
            skipSpace();
            parts.text(text.substring(from, at));
        }
        char conversion = conversion();
        FormattedString format = format(depth);
        if (at >= end || text.charAt(at) != '}') {
            throw source.error(opening, "f-string: expecting '}'");
        }
        at++;
        if (shown && conversion == 0 && format == null) {
            conversion = 'r';
        }
        parts.field(new FormattedField(opening, expression(from, to), conversion, format));
    }

    private Expression expression(int from, int to) {
        var tokens = new TokenCursor(source, Tokenizer.tokenizeExpression(source, from, to));
        Expression expression = new ExpressionParser(tokens).yieldOrTuple();
        if (!tokens.isAt(TokenType.END)) {
            throw tokens.error("f-string: invalid syntax");
        }
        return expression;
    }

    private char conversion() {
        if (at >= end || text.charAt(at) != '!') {
            return 0;
        }
        char conversion = at + 1 < end ? text.charAt(at + 1) : ' ';
        if (conversion != 'r' && conversion != 's' && conversion != 'a') {
            throw source.error(at, "f-string: invalid conversion character: expected 's', 'r', or 'a'");
        }
        at += 2;
        return conversion;
    }

    private @Nullable FormattedString format(int depth) {
        if (at >= end || text.charAt(at) != ':') {
            return null;
        }
        at++;
        var parts = new Parts(at);
        int start = at;
        parts(parts, depth + 1);
        return new FormattedString(start, parts.all());
    }

    private void skipSpace() {
        while (at < end && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    /// @return offset of the `!`, `:`, `=` or `}` that ends the expression of a field
    private int endOfExpression(int from) {
        var brackets = new ArrayDeque<Character>();
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> throw source.error(i, "f-string expression part cannot include a backslash");
                case '#' -> throw source.error(i, "f-string expression part cannot include '#'");
                case '"', '\'' -> i = endOfString(i) - 1;
                case '(', '[', '{' -> brackets.push(c);
                case ')', ']', '}' -> {
                    if (brackets.isEmpty()) {
                        return requireBrace(i, c);
                    }
                    brackets.pop();
                }
                default -> {
                    if (brackets.isEmpty() && endsExpression(i)) {
                        return i;
                    }
                    i += isComparison(i) ? 1 : 0;
                }
            }
        }
        throw source.error(from - 1, "f-string: expecting '}'");
    }

    private int endOfString(int from) {
        int to = StringLiterals.end(source, from, from, end);
        int backslash = text.indexOf('\\', from);
        if (backslash >= 0 && backslash < to) {
            throw source.error(backslash, "f-string expression part cannot include a backslash");
        }
        return to;
    }

    private int requireBrace(int offset, char closing) {
        if (closing != '}') {
            throw source.error(offset, "f-string: unmatched '" + closing + "'");
        }
        return offset;
    }

    private boolean isComparison(int i) {
        char c = text.charAt(i);
        return (c == '!' || c == '=' || c == '<' || c == '>') && i + 1 < end && text.charAt(i + 1) == '=';
    }

    private boolean endsExpression(int i) {
        char c = text.charAt(i);
        return c == ':' || ((c == '!' || c == '=') && !isComparison(i));
    }
}
