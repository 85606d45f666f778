package dev.interleave.language.syntax;

import dev.interleave.language.tree.Expression;
import dev.interleave.language.tree.Pattern;
import dev.interleave.language.tree.UnaryOperator;
import java.util.ArrayList;
import java.util.List;

/// Parses the patterns of `case` (Python Language Reference 3.11, section 8.6.4). Not thread-safe.
final class PatternParser {

    private static final String WILDCARD = "_";

    private final TokenCursor tokens;
    private final ExpressionParser expressions;

    PatternParser(TokenCursor tokens, ExpressionParser expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
    }

    /// A pattern, or several with commas, which match a sequence.
    Pattern open() {
        int at = tokens.peek().start();
        Pattern first = element();
        if (!tokens.isAt(",")) {
            if (first instanceof Pattern.Rest) {
                throw tokens.error("invalid syntax");
            }
            return first;
        }
        List<Pattern> elements = new ArrayList<>(List.of(first));
        while (tokens.accept(",") && !tokens.isAt(":") && !tokens.isAt("if")) {
            elements.add(element());
        }
        return sequence(at, elements);
    }

    private Pattern.Sequence sequence(int at, List<Pattern> elements) {
        if (elements.stream().filter(Pattern.Rest.class::isInstance).count() > 1) {
            throw tokens.source().error(at, "multiple starred expressions in sequence pattern");
        }
        return new Pattern.Sequence(at, List.copyOf(elements));
    }

    private Pattern element() {
        Token star = tokens.peek();
        if (!tokens.accept("*")) {
            return pattern();
        }
        String name = tokens.expectName().text();
        return new Pattern.Rest(star.start(), name.equals(WILDCARD) ? null : name);
    }

    private Pattern pattern() {
        tokens.enter();
        int at = tokens.peek().start();
        Pattern pattern = alternatives();
        tokens.leave();
        if (!tokens.accept("as")) {
            return pattern;
        }
        Token name = tokens.expectName();
        if (name.text().equals(WILDCARD)) {
            throw tokens.source().error(name.start(), "cannot use '_' as a target");
        }
        return new Pattern.Capture(at, pattern, name.text());
    }

    private Pattern alternatives() {
        int at = tokens.peek().start();
        Pattern first = closed();
        if (!tokens.isAt("|")) {
            return first;
        }
        List<Pattern> patterns = new ArrayList<>(List.of(first));
        while (tokens.accept("|")) {
            patterns.add(closed());
        }
        return new Pattern.Alternatives(at, List.copyOf(patterns));
    }

    private Pattern closed() {
        Token token = tokens.peek();
        return switch (token.type()) {
            case NUMBER, STRING -> new Pattern.Value(token.start(), literal());
            case NAME -> named();
            case KEYWORD -> singleton(token);
            case OPERATOR -> bracketed(token);
            case NEWLINE, INDENT, DEDENT, END -> throw tokens.error("invalid syntax");
        };
    }

    private Pattern singleton(Token token) {
        return switch (token.text()) {
            case "None", "True", "False" -> new Pattern.Singleton(token.start(), expressions.unary());
            default -> throw tokens.error("invalid syntax");
        };
    }

    /// A number with or without a minus, a string or bytes.
    private Expression literal() {
        Expression literal = expressions.unary();
        return switch (literal) {
            case Expression.IntegerLiteral _,
                    Expression.FloatLiteral _,
                    Expression.StringLiteral _,
                    Expression.BytesLiteral _ -> literal;
            case Expression.Unary(int _, UnaryOperator operator, Expression operand)
            when operator == UnaryOperator.MINUS && isNumber(operand) -> literal;
            case Expression.FormattedString _ ->
                throw tokens.source().error(literal.at(), "patterns may only match literals and attribute lookups");
            default -> throw tokens.source().error(literal.at(), "invalid syntax");
        };
    }

    private static boolean isNumber(Expression expression) {
        return expression instanceof Expression.IntegerLiteral || expression instanceof Expression.FloatLiteral;
    }

    private Pattern named() {
        Token first = tokens.next();
        if (!tokens.isAt(".") && !tokens.isAt("(")) {
            return new Pattern.Capture(first.start(), null, first.text().equals(WILDCARD) ? null : first.text());
        }
        Expression name = new Expression.Name(first.start(), first.text());
        while (tokens.accept(".")) {
            name = new Expression.Attribute(
                    first.start(), name, tokens.expectName().text());
        }
        return tokens.isAt("(") ? instance(name) : new Pattern.Value(first.start(), name);
    }

    private Pattern instance(Expression type) {
        tokens.expect("(");
        List<Pattern> positional = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<Pattern> named = new ArrayList<>();
        while (!tokens.isAt(")")) {
            if (tokens.isAt(TokenType.NAME) && tokens.peekSecond().is("=")) {
                names.add(tokens.next().text());
                tokens.next();
                named.add(pattern());
            } else if (names.isEmpty()) {
                positional.add(pattern());
            } else {
                throw tokens.error("positional patterns follow keyword patterns");
            }
            if (!tokens.accept(",") && !tokens.isAt(")")) {
                throw tokens.error("invalid syntax");
            }
        }
        tokens.next();
        return new Pattern.Instance(type.at(), type, List.copyOf(positional), List.copyOf(names), List.copyOf(named));
    }

    private Pattern bracketed(Token token) {
        return switch (token.text()) {
            case "-" -> new Pattern.Value(token.start(), literal());
            case "[" -> sequence(token.start(), elements("]"));
            case "(" -> parenthesized(token);
            case "{" -> mapping();
            default -> throw tokens.error("invalid syntax");
        };
    }

    private List<Pattern> elements(String closing) {
        tokens.next();
        List<Pattern> elements = new ArrayList<>();
        while (!tokens.isAt(closing)) {
            elements.add(element());
            if (!tokens.accept(",") && !tokens.isAt(closing)) {
                throw tokens.error("invalid syntax");
            }
        }
        tokens.next();
        return elements;
    }

    /// One pattern in parentheses is that pattern; with a comma, it is a sequence.
    private Pattern parenthesized(Token opening) {
        int mark = tokens.mark();
        List<Pattern> elements = elements(")");
        boolean single = elements.size() == 1 && !(elements.getFirst() instanceof Pattern.Rest);
        return single && !tokens.wasCommaBeforeLast(mark) ? elements.getFirst() : sequence(opening.start(), elements);
    }

    private Pattern mapping() {
        int at = tokens.next().start();
        List<Expression> keys = new ArrayList<>();
        List<Pattern> values = new ArrayList<>();
        String rest = null;
        while (!tokens.isAt("}")) {
            if (rest != null) {
                throw tokens.error("invalid syntax");
            }
            if (tokens.accept("**")) {
                rest = tokens.expectName().text();
            } else {
                keys.add(key());
                tokens.expect(":");
                values.add(pattern());
            }
            if (!tokens.accept(",") && !tokens.isAt("}")) {
                throw tokens.error("invalid syntax");
            }
        }
        tokens.next();
        return new Pattern.Mapping(at, List.copyOf(keys), List.copyOf(values), rest);
    }

    private Expression key() {
        Pattern key = closed();
        return switch (key) {
            case Pattern.Value value -> value.value();
            case Pattern.Singleton singleton -> singleton.value();
            default ->
                throw tokens.source()
                        .error(key.at(), "mapping pattern keys may only match literals and attribute lookups");
        };
    }
}
