package dev.interleave.language.syntax;

import dev.interleave.language.tree.Expression;
import dev.interleave.language.tree.Parameters;
import dev.interleave.language.tree.Statement;
import dev.interleave.language.tree.Statement.Branch;
import dev.interleave.language.tree.Statement.ContextItem;
import dev.interleave.language.tree.Statement.Handler;
import java.util.ArrayList;
import java.util.List;

/// Parses statements that hold blocks of others (Python Language Reference 3.11, chapter 8). Not thread-safe.
final class BlockParser {

    private final TokenCursor tokens;
    private final ExpressionParser expressions;
    private final StatementParser simple;
    private final ParameterParser parameters;
    private final MatchParser matches;

    BlockParser(TokenCursor tokens) {
        this.tokens = tokens;
        this.expressions = new ExpressionParser(tokens);
        this.simple = new StatementParser(tokens, expressions);
        this.parameters = new ParameterParser(tokens, expressions);
        this.matches = new MatchParser(tokens, expressions, this);
    }

    /// All statements up to the end of the program.
    List<Statement> program() {
        List<Statement> statements = new ArrayList<>();
        while (!tokens.isAt(TokenType.END)) {
            if (tokens.isAt(TokenType.INDENT)) {
                throw tokens.error("unexpected indent");
            }
            statements.addAll(statement());
        }
        return List.copyOf(statements);
    }

    private List<Statement> statement() {
        Token token = tokens.peek();
        if (token.is("@")) {
            return List.of(decorated());
        }
        if (token.isName("match")) {
            Statement match = matches.tryMatch();
            return match == null ? simple.line() : List.of(match);
        }
        if (token.type() != TokenType.KEYWORD) {
            return simple.line();
        }
        return switch (token.text()) {
            case "if" -> List.of(conditional());
            case "while" -> List.of(whileLoop());
            case "for" -> List.of(forLoop());
            case "try" -> List.of(guarded());
            case "with" -> List.of(with());
            case "def" -> List.of(function(List.of()));
            case "class" -> List.of(classDefinition(List.of()));
            case "async" -> throw tokens.error(AtomParser.NO_ASYNC);
            default -> simple.line();
        };
    }

    /// A colon and what follows it: the rest of the line, or an indented block.
    ///
    /// @param owner the statement that the block belongs to, as messages call it
    /// @param at offset of that statement
    List<Statement> block(String owner, int at) {
        tokens.expect(":");
        if (!tokens.isAt(TokenType.NEWLINE)) {
            return List.copyOf(simple.line());
        }
        tokens.next();
        if (!tokens.isAt(TokenType.INDENT)) {
            throw tokens.error("expected an indented block after " + owner + " on line "
                    + tokens.source().line(at));
        }
        tokens.next();
        List<Statement> statements = new ArrayList<>();
        while (!tokens.isAt(TokenType.DEDENT)) {
            if (tokens.isAt(TokenType.INDENT)) {
                throw tokens.error("unexpected indent");
            }
            statements.addAll(statement());
        }
        tokens.next();
        return List.copyOf(statements);
    }

    private List<Statement> otherwise() {
        int at = tokens.peek().start();
        return tokens.accept("else") ? block("'else' statement", at) : List.of();
    }

    private Statement conditional() {
        int at = tokens.peek().start();
        List<Branch> branches = new ArrayList<>();
        while (tokens.isAt("if") || tokens.isAt("elif")) {
            if (tokens.isAt("if") && !branches.isEmpty()) {
                break;
            }
            Token word = tokens.next();
            Expression test = expressions.named();
            requireNoAssignment();
            branches.add(new Branch(word.start(), test, block("'" + word.text() + "' statement", word.start())));
        }
        return new Statement.If(at, List.copyOf(branches), otherwise());
    }

    private void requireNoAssignment() {
        if (tokens.isAt("=")) {
            throw tokens.error("invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
        }
    }

    private Statement whileLoop() {
        int at = tokens.next().start();
        Expression test = expressions.named();
        requireNoAssignment();
        List<Statement> body = block("'while' statement", at);
        return new Statement.While(at, test, body, otherwise());
    }

    private Statement forLoop() {
        int at = tokens.next().start();
        Expression target = expressions.targets();
        tokens.expect("in");
        Expression iterable = expressions.tupleOrExpression();
        List<Statement> body = block("'for' statement", at);
        return new Statement.For(at, target, iterable, body, otherwise());
    }

    private Statement guarded() {
        int at = tokens.next().start();
        List<Statement> body = block("'try' statement", at);
        List<Handler> handlers = new ArrayList<>();
        while (tokens.isAt("except")) {
            if (!handlers.isEmpty() && handlers.getLast().type() == null) {
                throw tokens.source().error(handlers.getLast().at(), "default 'except:' must be last");
            }
            handlers.add(handler());
        }
        List<Statement> otherwise = handlers.isEmpty() ? List.of() : otherwise();
        int cleanupAt = tokens.peek().start();
        List<Statement> cleanup = tokens.accept("finally") ? block("'finally' statement", cleanupAt) : List.of();
        if (handlers.isEmpty() && cleanup.isEmpty()) {
            throw tokens.error("expected 'except' or 'finally' block");
        }
        return new Statement.Try(at, body, List.copyOf(handlers), otherwise, cleanup);
    }

    private Handler handler() {
        int at = tokens.next().start();
        if (tokens.isAt("*")) {
            throw tokens.error("exception groups are not supported; use 'except'");
        }
        if (tokens.isAt(":")) {
            return new Handler(at, null, null, block("'except' statement", at));
        }
        Expression type = expressions.expression();
        if (tokens.isAt(",")) {
            throw tokens.source().error(type.at(), "multiple exception types must be parenthesized");
        }
        String name = tokens.accept("as") ? tokens.expectName().text() : null;
        return new Handler(at, type, name, block("'except' statement", at));
    }

    private Statement with() {
        int at = tokens.next().start();
        List<ContextItem> items = parenthesizedItems();
        if (items.isEmpty()) {
            items = items();
        }
        return new Statement.With(at, items, block("'with' statement", at));
    }

    /// @return empty if the parentheses belong to an expression, and the cursor where it was
    private List<ContextItem> parenthesizedItems() {
        int mark = tokens.mark();
        int depth = tokens.depth();
        if (tokens.accept("(")) {
            try {
                List<ContextItem> items = new ArrayList<>();
                do {
                    items.add(item());
                } while (tokens.accept(",") && !tokens.isAt(")"));
                if (tokens.accept(")") && tokens.isAt(":")) {
                    return List.copyOf(items);
                }
            } catch (InvalidProgramException e) {
                // then it is an expression, or has its mistake reported as one
            }
        }
        tokens.rewind(mark);
        tokens.restoreDepth(depth);
        return List.of();
    }

    private List<ContextItem> items() {
        List<ContextItem> items = new ArrayList<>();
        do {
            items.add(item());
        } while (tokens.accept(","));
        return List.copyOf(items);
    }

    private ContextItem item() {
        Expression context = expressions.expression();
        if (!tokens.accept("as")) {
            return new ContextItem(context, null);
        }
        Expression target = expressions.bitwise();
        AssignmentTargets.require(tokens.source(), target);
        return new ContextItem(context, target);
    }

    private Statement decorated() {
        List<Expression> decorators = new ArrayList<>();
        while (tokens.accept("@")) {
            decorators.add(expressions.named());
            if (!tokens.isAt(TokenType.NEWLINE)) {
                throw tokens.error("invalid syntax");
            }
            tokens.next();
        }
        if (tokens.isAt("def")) {
            return function(List.copyOf(decorators));
        }
        if (tokens.isAt("class")) {
            return classDefinition(List.copyOf(decorators));
        }
        throw tokens.error(tokens.isAt("async") ? AtomParser.NO_ASYNC : "invalid syntax");
    }

    private Statement function(List<Expression> decorators) {
        int at = tokens.expect("def").start();
        String name = tokens.expectName().text();
        if (!tokens.isAt("(")) {
            throw tokens.error("expected '('");
        }
        Parameters taken = parameters.ofFunction();
        Expression returns = tokens.accept("->") ? expressions.expression() : null;
        return new Statement.FunctionDefinition(at, name, taken, returns, decorators, block("function definition", at));
    }

    private Statement classDefinition(List<Expression> decorators) {
        int at = tokens.expect("class").start();
        Token name = tokens.expectName();
        List<Expression> bases = List.of();
        List<Expression.Keyword> keywords = List.of();
        if (tokens.isAt("(")) {
            Expression.Call call = expressions.call(new Expression.Name(name.start(), name.text()));
            bases = call.positional();
            keywords = call.keywords();
        }
        return new Statement.ClassDefinition(
                at, name.text(), bases, keywords, decorators, block("class definition", at));
    }
}
