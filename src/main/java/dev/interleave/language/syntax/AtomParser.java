package dev.interleave.language.syntax;

import dev.interleave.language.tree.Expression;
import dev.interleave.language.tree.Expression.Attribute;
import dev.interleave.language.tree.Expression.Clause;
import dev.interleave.language.tree.Expression.Comprehension;
import dev.interleave.language.tree.Expression.DictDisplay;
import dev.interleave.language.tree.Expression.Entry;
import dev.interleave.language.tree.Expression.ListDisplay;
import dev.interleave.language.tree.Expression.Name;
import dev.interleave.language.tree.Expression.SetDisplay;
import dev.interleave.language.tree.Expression.Slice;
import dev.interleave.language.tree.Expression.Starred;
import dev.interleave.language.tree.Expression.Subscript;
import dev.interleave.language.tree.Expression.TupleDisplay;
import java.util.ArrayList;
import java.util.List;

/// Parses names, literals, displays and comprehensions, with the calls, subscripts and attributes that follow them
/// (Python Language Reference 3.11, sections 6.2 and 6.3). Not thread-safe.
final class AtomParser {

    static final String NO_ASYNC = "asynchronous code is not supported; use generators and 'yield'";

    private final TokenCursor tokens;
    private final ExpressionParser expressions;
    private final ArgumentParser arguments;

    AtomParser(TokenCursor tokens, ExpressionParser expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
        this.arguments = new ArgumentParser(tokens, expressions, this);
    }

    /// An atom with what follows it.
    Expression primary() {
        int at = tokens.peek().start();
        Expression value = atom();
        for (int length = 1; ; length++) {
            Token token = tokens.peek();
            if (token.type() != TokenType.OPERATOR) {
                return value;
            }
            switch (token.text()) {
                case "." -> {
                    tokens.next();
                    value = new Attribute(at, value, tokens.expectName().text());
                }
                case "(" -> value = arguments.call(at, value);
                case "[" -> value = subscript(at, value);
                default -> {
                    return value;
                }
            }
            expressions.requireShort(length);
        }
    }

    Expression.Call call(int at, Expression function) {
        return arguments.call(at, function);
    }

    private Expression subscript(int start, Expression value) {
        tokens.expect("[");
        if (tokens.isAt("]")) {
            throw tokens.error("invalid syntax");
        }
        int at = tokens.peek().start();
        Expression first = index();
        Expression index = first;
        if (tokens.isAt(",") || first instanceof Starred) {
            List<Expression> elements = new ArrayList<>(List.of(first));
            while (tokens.accept(",") && !tokens.isAt("]")) {
                elements.add(index());
            }
            index = new TupleDisplay(at, List.copyOf(elements));
        }
        tokens.expect("]");
        return new Subscript(start, value, index);
    }

    private Expression index() {
        int at = tokens.peek().start();
        Expression lower = null;
        if (tokens.accept("*")) {
            return new Starred(at, expressions.expression());
        }
        if (!tokens.isAt(":")) {
            boolean assigns = tokens.peekSecond().is(":=");
            lower = expressions.named();
            if (!tokens.isAt(":") || assigns) {
                return lower;
            }
        }
        tokens.expect(":");
        Expression upper = isEndOfBound() ? null : expressions.expression();
        Expression step = tokens.accept(":") && !isEndOfBound() ? expressions.expression() : null;
        return new Slice(at, lower, upper, step);
    }

    private boolean isEndOfBound() {
        return tokens.isAt(":") || tokens.isAt(",") || tokens.isAt("]");
    }

    private Expression atom() {
        Token token = tokens.peek();
        return switch (token.type()) {
            case NAME -> new Name(token.start(), tokens.next().text());
            case NUMBER -> NumberLiterals.value(tokens.next());
            case STRING -> strings();
            case KEYWORD -> word(token);
            case OPERATOR -> symbol(token);
            case INDENT -> throw tokens.error("unexpected indent");
            case NEWLINE, DEDENT, END -> throw tokens.error("invalid syntax");
        };
    }

    private Expression word(Token token) {
        Expression literal = switch (token.text()) {
            case "None" -> new Expression.NoneLiteral(token.start());
            case "True" -> new Expression.BooleanLiteral(token.start(), true);
            case "False" -> new Expression.BooleanLiteral(token.start(), false);
            case "await", "async" -> throw tokens.error(NO_ASYNC);
            default -> throw tokens.error("invalid syntax");
        };
        tokens.next();
        return literal;
    }

    private Expression symbol(Token token) {
        return switch (token.text()) {
            case "(" -> parenthesized();
            case "[" -> list();
            case "{" -> setOrDict();
            case "..." -> new Expression.EllipsisLiteral(tokens.next().start());
            default -> throw tokens.error("invalid syntax");
        };
    }

    private Expression strings() {
        List<Token> literals = new ArrayList<>();
        while (tokens.isAt(TokenType.STRING)) {
            literals.add(tokens.next());
        }
        return new StringJoiner(tokens).join(literals);
    }

    /// A group, a tuple or a generator expression.
    private Expression parenthesized() {
        int at = tokens.expect("(").start();
        if (tokens.accept(")")) {
            return new TupleDisplay(at, List.of());
        }
        if (tokens.isAt("yield")) {
            Expression yield = expressions.yieldExpression();
            tokens.expect(")");
            return yield;
        }
        Expression first = expressions.starredOrNamed();
        if (tokens.isAt("for") || tokens.isAt("async")) {
            return comprehension(at, Comprehension.Kind.GENERATOR, first, ")");
        }
        if (!tokens.isAt(",")) {
            if (first instanceof Starred) {
                throw tokens.source().error(first.at(), "cannot use starred expression here");
            }
            closing(")");
            return first;
        }
        List<Expression> elements = elements(first, ")");
        return new TupleDisplay(at, elements);
    }

    private Expression list() {
        int at = tokens.expect("[").start();
        if (tokens.accept("]")) {
            return new ListDisplay(at, List.of());
        }
        Expression first = expressions.starredOrNamed();
        if (tokens.isAt("for") || tokens.isAt("async")) {
            return comprehension(at, Comprehension.Kind.LIST, first, "]");
        }
        return new ListDisplay(at, elements(first, "]"));
    }

    /// The elements of a display up to its end.
    private List<Expression> elements(Expression first, String closing) {
        List<Expression> elements = new ArrayList<>(List.of(first));
        while (tokens.accept(",") && !tokens.isAt(closing)) {
            elements.add(expressions.starredOrNamed());
        }
        closing(closing);
        return List.copyOf(elements);
    }

    private void closing(String bracket) {
        if (!tokens.isAt(bracket)) {
            throw tokens.error(
                    tokens.isAt("=")
                            ? "invalid syntax. Maybe you meant '==' or ':=' instead of '='?"
                            : expressions.canStart()
                                    ? "invalid syntax. Perhaps you forgot a comma?"
                                    : "invalid syntax");
        }
        tokens.next();
    }

    private Expression setOrDict() {
        int at = tokens.expect("{").start();
        if (tokens.accept("}")) {
            return new DictDisplay(at, List.of());
        }
        if (tokens.isAt("**")) {
            return dict(at, entry());
        }
        Expression first = expressions.starredOrNamed();
        if (tokens.isAt(":") && !(first instanceof Starred)) {
            tokens.next();
            Expression value = expressions.expression();
            if (tokens.isAt("for") || tokens.isAt("async")) {
                return dictComprehension(at, first, value);
            }
            return dict(at, new Entry(first, value));
        }
        if (tokens.isAt("for") || tokens.isAt("async")) {
            return comprehension(at, Comprehension.Kind.SET, first, "}");
        }
        return new SetDisplay(at, elements(first, "}"));
    }

    private Expression dict(int at, Entry first) {
        List<Entry> entries = new ArrayList<>(List.of(first));
        while (tokens.accept(",") && !tokens.isAt("}")) {
            entries.add(entry());
        }
        closing("}");
        return new DictDisplay(at, List.copyOf(entries));
    }

    private Entry entry() {
        if (tokens.accept("**")) {
            return new Entry(null, expressions.bitwise());
        }
        Expression key = expressions.expression();
        if (!tokens.isAt(":")) {
            throw tokens.error("':' expected after dictionary key");
        }
        tokens.next();
        return new Entry(key, expressions.expression());
    }

    private Expression dictComprehension(int at, Expression key, Expression value) {
        List<Clause> clauses = clauses();
        closing("}");
        return new Comprehension(at, Comprehension.Kind.DICT, key, value, clauses);
    }

    private Expression comprehension(int at, Comprehension.Kind kind, Expression element, String closing) {
        if (element instanceof Starred) {
            throw tokens.source().error(element.at(), "iterable unpacking cannot be used in comprehension");
        }
        List<Clause> clauses = clauses();
        closing(closing);
        return new Comprehension(at, kind, element, null, clauses);
    }

    /// The clauses of a comprehension, of which there is at least one.
    List<Clause> clauses() {
        List<Clause> clauses = new ArrayList<>();
        while (tokens.isAt("for") || tokens.isAt("async")) {
            if (tokens.isAt("async")) {
                throw tokens.error(NO_ASYNC);
            }
            tokens.next();
            Expression target = expressions.targets();
            tokens.expect("in");
            Expression iterable = expressions.disjunction();
            List<Expression> conditions = new ArrayList<>();
            while (tokens.accept("if")) {
                conditions.add(expressions.disjunction());
            }
            clauses.add(new Clause(target, iterable, List.copyOf(conditions)));
            expressions.requireShort(clauses.size());
        }
        return List.copyOf(clauses);
    }
}
