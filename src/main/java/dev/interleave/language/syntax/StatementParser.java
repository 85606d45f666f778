package dev.interleave.language.syntax;

import dev.interleave.language.tree.BinaryOperator;
import dev.interleave.language.tree.Expression;
import dev.interleave.language.tree.Statement;
import dev.interleave.language.tree.Statement.Alias;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Parses statements that fit on one line (Python Language Reference 3.11, chapter 7). Not thread-safe.
final class StatementParser {

    private final TokenCursor tokens;
    private final ExpressionParser expressions;

    StatementParser(TokenCursor tokens, ExpressionParser expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
    }

    /// The statements of one logical line, which semicolons separate.
    List<Statement> line() {
        List<Statement> statements = new ArrayList<>();
        do {
            statements.add(statement());
        } while (tokens.accept(";") && !tokens.isAt(TokenType.NEWLINE));
        if (!tokens.isAt(TokenType.NEWLINE)) {
            throw unexpected(statements.getLast());
        }
        tokens.next();
        return statements;
    }

    private InvalidProgramException unexpected(Statement last) {
        boolean isName = last instanceof Statement.ExpressionStatement(int _, Expression.Name(int _, String id))
                && (id.equals("print") || id.equals("exec"));
        if (isName && expressions.canStart()) {
            String name = tokens.source().text().startsWith("print", last.at()) ? "print" : "exec";
            return tokens.source()
                    .error(last.at(), "Missing parentheses in call to '" + name + "'. Did you mean " + name + "(...)?");
        }
        return tokens.error(tokens.isAt(TokenType.INDENT) ? "unexpected indent" : "invalid syntax");
    }

    private Statement statement() {
        Token token = tokens.peek();
        if (token.type() != TokenType.KEYWORD) {
            return expressionOrAssignment();
        }
        int at = token.start();
        return switch (token.text()) {
            case "pass" -> new Statement.Pass(tokens.next().start());
            case "break" -> new Statement.Break(tokens.next().start());
            case "continue" -> new Statement.Continue(tokens.next().start());
            case "global" -> new Statement.Global(at, names());
            case "nonlocal" -> new Statement.Nonlocal(at, names());
            case "return" -> returned();
            case "raise" -> raised();
            case "del" -> deleted();
            case "assert" -> asserted();
            case "import" -> imported();
            case "from" -> importedFrom();
            default -> expressionOrAssignment();
        };
    }

    private Statement returned() {
        int at = tokens.next().start();
        return new Statement.Return(at, expressions.canStart() ? expressions.tupleOrExpression() : null);
    }

    private Statement raised() {
        int at = tokens.next().start();
        if (!expressions.canStart()) {
            return new Statement.Raise(at, null, null);
        }
        Expression exception = expressions.expression();
        return new Statement.Raise(at, exception, tokens.accept("from") ? expressions.expression() : null);
    }

    private Statement deleted() {
        int at = tokens.next().start();
        List<Expression> targets = new ArrayList<>();
        do {
            targets.add(expressions.expression());
        } while (tokens.accept(",") && expressions.canStart());
        targets.forEach(target -> AssignmentTargets.requireDeletable(tokens.source(), target));
        return new Statement.Delete(at, List.copyOf(targets));
    }

    private Statement asserted() {
        int at = tokens.next().start();
        Expression test = expressions.expression();
        return new Statement.Assert(at, test, tokens.accept(",") ? expressions.expression() : null);
    }

    private List<String> names() {
        tokens.next();
        List<String> names = new ArrayList<>();
        do {
            names.add(tokens.expectName().text());
        } while (tokens.accept(","));
        return List.copyOf(names);
    }

    private Statement imported() {
        int at = tokens.next().start();
        List<Alias> modules = new ArrayList<>();
        do {
            int name = tokens.peek().start();
            modules.add(new Alias(name, dottedName(), alias()));
        } while (tokens.accept(","));
        return new Statement.Import(at, List.copyOf(modules));
    }

    private Statement importedFrom() {
        int at = tokens.next().start();
        if (tokens.isAt(".") || tokens.isAt("...")) {
            throw tokens.error("relative imports are not supported; a program is a single module");
        }
        String module = dottedName();
        tokens.expect("import");
        if (tokens.isAt("*")) {
            return new Statement.ImportFrom(
                    at, module, List.of(new Alias(tokens.next().start(), "*", null)));
        }
        boolean parenthesized = tokens.accept("(");
        List<Alias> names = new ArrayList<>();
        do {
            if (parenthesized && tokens.isAt(")") && !names.isEmpty()) {
                break;
            }
            if (!parenthesized && tokens.isAt(TokenType.NEWLINE) && !names.isEmpty()) {
                throw tokens.error("trailing comma not allowed without surrounding parentheses");
            }
            Token name = tokens.expectName();
            names.add(new Alias(name.start(), name.text(), alias()));
        } while (tokens.accept(","));
        if (parenthesized) {
            tokens.expect(")");
        }
        return new Statement.ImportFrom(at, module, List.copyOf(names));
    }

    private String dottedName() {
        var name = new StringBuilder(tokens.expectName().text());
        while (tokens.accept(".")) {
            name.append('.').append(tokens.expectName().text());
        }
        return name.toString();
    }

    private @Nullable String alias() {
        return tokens.accept("as") ? tokens.expectName().text() : null;
    }

    private Statement expressionOrAssignment() {
        Token first = tokens.peek();
        Expression expression = expressions.yieldOrTuple();
        if (tokens.isAt(":")) {
            return annotated(first, expression);
        }
        BinaryOperator augmented = BinaryOperators.ofAugmented(tokens.peek());
        if (augmented != null) {
            AssignmentTargets.requireSingle(tokens.source(), expression);
            tokens.next();
            return new Statement.AugmentedAssignment(first.start(), expression, augmented, expressions.yieldOrTuple());
        }
        return tokens.isAt("=") ? assignment(first.start(), expression) : statement(first, expression);
    }

    private static Statement statement(Token first, Expression expression) {
        return new Statement.ExpressionStatement(first.start(), expression);
    }

    private Statement assignment(int at, Expression first) {
        List<Expression> targets = new ArrayList<>();
        Expression last = first;
        while (tokens.accept("=")) {
            AssignmentTargets.require(tokens.source(), last);
            targets.add(last);
            last = expressions.yieldOrTuple();
            expressions.requireShort(targets.size());
        }
        return new Statement.Assignment(at, List.copyOf(targets), last);
    }

    private Statement annotated(Token first, Expression target) {
        switch (target) {
            case Expression.Name _, Expression.Attribute _, Expression.Subscript _ -> {}
            case Expression.TupleDisplay _ ->
                throw tokens.source().error(first.start(), "only single target (not tuple) can be annotated");
            case Expression.ListDisplay _ ->
                throw tokens.source().error(first.start(), "only single target (not list) can be annotated");
            default -> throw tokens.error("invalid syntax");
        }
        tokens.next();
        Expression annotation = expressions.expression();
        Expression value = tokens.accept("=") ? expressions.yieldOrTuple() : null;
        boolean isSimple = target instanceof Expression.Name && !first.is("(");
        return new Statement.AnnotatedAssignment(first.start(), target, annotation, value, isSimple);
    }
}
