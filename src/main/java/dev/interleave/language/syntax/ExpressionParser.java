package dev.interleave.language.syntax;

import dev.interleave.language.tree.BinaryOperator;
import dev.interleave.language.tree.ComparisonOperator;
import dev.interleave.language.tree.Expression;
import dev.interleave.language.tree.Expression.Conditional;
import dev.interleave.language.tree.Expression.Lambda;
import dev.interleave.language.tree.Expression.Logical;
import dev.interleave.language.tree.Expression.Name;
import dev.interleave.language.tree.Expression.Starred;
import dev.interleave.language.tree.Expression.TupleDisplay;
import dev.interleave.language.tree.Expression.Unary;
import dev.interleave.language.tree.Expression.Walrus;
import dev.interleave.language.tree.Expression.Yield;
import dev.interleave.language.tree.Expression.YieldFrom;
import dev.interleave.language.tree.Parameters;
import dev.interleave.language.tree.UnaryOperator;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Parses expressions by recursive descent, binary operators by precedence climbing (Richards, *The BCPL
/// Cintcode and Cinterpreter*, 1979). The grammar is in the Python Language Reference 3.11, chapter 6. Not
/// thread-safe.
final class ExpressionParser {

    /// How many operators, calls and the like may follow one another: the tree is that deep.
    static final int MAX_CHAIN = 1_000;

    private static final int LOWEST = 1;

    /// The reserved words that begin an expression.
    private static final Set<String> STARTING_WORDS =
            Set.of("None", "True", "False", "not", "lambda", "yield", "await");

    private static final Set<String> STARTING_SYMBOLS = Set.of("(", "[", "{", "-", "+", "~", "...", "*");

    private final TokenCursor tokens;
    private final AtomParser atoms;
    private final ParameterParser parameters;

    ExpressionParser(TokenCursor tokens) {
        this.tokens = tokens;
        this.atoms = new AtomParser(tokens, this);
        this.parameters = new ParameterParser(tokens, this);
    }

    /// @return whether an expression can begin at the current token
    boolean canStart() {
        Token token = tokens.peek();
        return switch (token.type()) {
            case NAME, NUMBER, STRING -> true;
            case KEYWORD -> STARTING_WORDS.contains(token.text());
            case OPERATOR -> STARTING_SYMBOLS.contains(token.text());
            case NEWLINE, INDENT, DEDENT, END -> false;
        };
    }

    /// One expression, or several with commas, which are a tuple; each may have a star.
    Expression tupleOrExpression() {
        return list(this::starredOrExpression);
    }

    /// The same, each of which may assign by `:=`.
    Expression namedTupleOrExpression() {
        return list(this::starredOrNamed);
    }

    /// The targets of `for` and of comprehensions, which end before `in`.
    Expression targets() {
        Expression targets = list(this::target);
        AssignmentTargets.require(tokens.source(), targets);
        return targets;
    }

    private Expression target() {
        Token star = tokens.peek();
        return tokens.accept("*") ? new Starred(star.start(), binary(LOWEST)) : binary(LOWEST);
    }

    private Expression list(Supplier<Expression> element) {
        int at = tokens.peek().start();
        Expression first = element.get();
        if (!tokens.isAt(",")) {
            if (first instanceof Starred) {
                throw tokens.source().error(at, "can't use starred expression here");
            }
            return first;
        }
        List<Expression> elements = new ArrayList<>(List.of(first));
        while (tokens.accept(",") && canStart()) {
            elements.add(element.get());
        }
        return new TupleDisplay(at, List.copyOf(elements));
    }

    /// `yield`, or what [#tupleOrExpression()] takes.
    Expression yieldOrTuple() {
        return tokens.isAt("yield") ? yieldExpression() : tupleOrExpression();
    }

    Expression yieldExpression() {
        int at = tokens.expect("yield").start();
        if (tokens.accept("from")) {
            return new YieldFrom(at, expression());
        }
        return new Yield(at, canStart() ? tupleOrExpression() : null);
    }

    Expression starredOrExpression() {
        Token star = tokens.peek();
        return tokens.accept("*") ? new Starred(star.start(), binary(LOWEST)) : expression();
    }

    Expression starredOrNamed() {
        Token star = tokens.peek();
        return tokens.accept("*") ? new Starred(star.start(), binary(LOWEST)) : named();
    }

    /// An expression, or `name := expression`.
    Expression named() {
        if (tokens.isAt(TokenType.NAME) && tokens.peekSecond().is(":=")) {
            Token name = tokens.next();
            tokens.next();
            return new Walrus(name.start(), new Name(name.start(), name.text()), expression());
        }
        Expression expression = expression();
        if (tokens.isAt(":=")) {
            throw tokens.source()
                    .error(
                            expression.at(),
                            "cannot use assignment expressions with " + AssignmentTargets.describe(expression));
        }
        return expression;
    }

    /// An expression without commas, stars and `:=`.
    Expression expression() {
        tokens.enter();
        Expression expression = tokens.isAt("lambda") ? lambda() : conditional();
        tokens.leave();
        return expression;
    }

    private Expression lambda() {
        int at = tokens.expect("lambda").start();
        Parameters taken = parameters.ofLambda();
        tokens.expect(":");
        return new Lambda(at, taken, expression());
    }

    private Expression conditional() {
        int at = tokens.peek().start();
        Expression then = disjunction();
        if (!tokens.accept("if")) {
            return then;
        }
        Expression test = disjunction();
        if (!tokens.isAt("else")) {
            throw tokens.source().error(at, "expected 'else' after 'if' expression");
        }
        tokens.next();
        return new Conditional(at, test, then, expression());
    }

    Expression disjunction() {
        return logical("or", () -> logical("and", this::inversion));
    }

    private Expression logical(String word, Supplier<Expression> operand) {
        int at = tokens.peek().start();
        Expression first = operand.get();
        if (!tokens.isAt(word)) {
            return first;
        }
        List<Expression> operands = new ArrayList<>(List.of(first));
        while (tokens.accept(word)) {
            operands.add(operand.get());
        }
        return new Logical(at, word.equals("and"), List.copyOf(operands));
    }

    private Expression inversion() {
        Token not = tokens.peek();
        if (!tokens.accept("not")) {
            return comparison();
        }
        tokens.enter();
        Expression operand = inversion();
        tokens.leave();
        return new Unary(not.start(), UnaryOperator.NOT, operand);
    }

    private Expression comparison() {
        int at = tokens.peek().start();
        Expression first = binary(LOWEST);
        List<ComparisonOperator> operators = new ArrayList<>();
        List<Expression> operands = new ArrayList<>();
        for (ComparisonOperator operator = comparator(); operator != null; operator = comparator()) {
            operators.add(operator);
            operands.add(binary(LOWEST));
        }
        return operators.isEmpty()
                ? first
                : new Expression.Comparison(at, first, List.copyOf(operators), List.copyOf(operands));
    }

    private @Nullable ComparisonOperator comparator() {
        Token token = tokens.peek();
        if (token.type() != TokenType.OPERATOR && token.type() != TokenType.KEYWORD) {
            return null;
        }
        ComparisonOperator operator = switch (token.text()) {
            case "==" -> ComparisonOperator.EQUAL;
            case "!=" -> ComparisonOperator.NOT_EQUAL;
            case "<" -> ComparisonOperator.LESS;
            case "<=" -> ComparisonOperator.LESS_OR_EQUAL;
            case ">" -> ComparisonOperator.GREATER;
            case ">=" -> ComparisonOperator.GREATER_OR_EQUAL;
            case "in" -> ComparisonOperator.IN;
            case "is" -> ComparisonOperator.IS;
            case "not" -> tokens.peekSecond().is("in") ? ComparisonOperator.NOT_IN : null;
            default -> null;
        };
        if (operator == null) {
            return null;
        }
        tokens.next();
        if (operator == ComparisonOperator.NOT_IN) {
            tokens.next();
        }
        return operator == ComparisonOperator.IS && tokens.accept("not") ? ComparisonOperator.IS_NOT : operator;
    }

    /// Arithmetic, shifts and bitwise operators.
    Expression bitwise() {
        return binary(LOWEST);
    }

    private Expression binary(int lowest) {
        int at = tokens.peek().start();
        Expression left = unary();
        for (int length = 1; ; length++) {
            BinaryOperator operator = BinaryOperators.of(tokens.peek());
            if (operator == null || operator.precedence() < lowest || operator == BinaryOperator.POWER) {
                return left;
            }
            requireShort(length);
            tokens.next();
            left = new Expression.Binary(at, operator, left, binary(operator.precedence() + 1));
        }
    }

    /// @param function what is called, or the name of a class; the cursor is at the opening parenthesis
    Expression.Call call(Expression function) {
        return atoms.call(function.at(), function);
    }

    /// @param length of a chain so far
    void requireShort(int length) {
        if (length > MAX_CHAIN) {
            throw tokens.error("more than " + MAX_CHAIN + " operations follow one another; split the expression");
        }
    }

    /// An operand with its signs.
    Expression unary() {
        Token token = tokens.peek();
        UnaryOperator operator = token.type() != TokenType.OPERATOR
                ? null
                : switch (token.text()) {
                    case "-" -> UnaryOperator.MINUS;
                    case "+" -> UnaryOperator.PLUS;
                    case "~" -> UnaryOperator.INVERT;
                    default -> null;
                };
        if (operator == null) {
            return power();
        }
        tokens.next();
        tokens.enter();
        Expression operand = unary();
        tokens.leave();
        return new Unary(token.start(), operator, operand);
    }

    private Expression power() {
        int at = tokens.peek().start();
        Expression base = atoms.primary();
        if (!tokens.accept("**")) {
            return base;
        }
        tokens.enter();
        Expression exponent = unary();
        tokens.leave();
        return new Expression.Binary(at, BinaryOperator.POWER, base, exponent);
    }
}
