package dev.interleave.language.syntax;

import dev.interleave.language.tree.Expression;
import dev.interleave.language.tree.Expression.Call;
import dev.interleave.language.tree.Expression.Comprehension;
import dev.interleave.language.tree.Expression.Keyword;
import dev.interleave.language.tree.Expression.Starred;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Parses the arguments of calls and of class statements (Python Language Reference 3.11, section 6.3.4). Not
/// thread-safe.
final class ArgumentParser {

    private final TokenCursor tokens;
    private final ExpressionParser expressions;
    private final AtomParser atoms;

    private final List<Expression> positional = new ArrayList<>();
    private final List<Keyword> keywords = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    ArgumentParser(TokenCursor tokens, ExpressionParser expressions, AtomParser atoms) {
        this.tokens = tokens;
        this.expressions = expressions;
        this.atoms = atoms;
    }

    /// @param at offset where the call begins
    /// @param function what is called; the cursor is at the opening parenthesis
    Call call(int at, Expression function) {
        var inner = new ArgumentParser(tokens, expressions, atoms); // arguments nest
        inner.parse();
        return new Call(at, function, List.copyOf(inner.positional), List.copyOf(inner.keywords));
    }

    private void parse() {
        int opening = tokens.expect("(").start();
        while (!tokens.isAt(")")) {
            argument(opening);
            if (!tokens.accept(",") && !tokens.isAt(")")) {
                throw tokens.error(
                        expressions.canStart() ? "invalid syntax. Perhaps you forgot a comma?" : "invalid syntax");
            }
        }
        tokens.next();
    }

    private void argument(int opening) {
        Token token = tokens.peek();
        if (tokens.accept("**")) {
            keywords.add(new Keyword(token.start(), null, expressions.expression()));
        } else if (tokens.accept("*")) {
            requireNoMapping(token, "iterable argument unpacking follows keyword argument unpacking");
            positional.add(new Starred(token.start(), expressions.expression()));
        } else if (token.type() == TokenType.NAME && tokens.peekSecond().is("=")) {
            keyword(token);
        } else {
            value(token, opening);
        }
    }

    private void keyword(Token name) {
        tokens.next();
        tokens.next();
        if (!names.add(name.text())) {
            throw tokens.source().error(name.start(), "keyword argument repeated: " + name.text());
        }
        keywords.add(new Keyword(name.start(), name.text(), expressions.expression()));
    }

    private void value(Token first, int opening) {
        Expression value = expressions.named();
        if (tokens.isAt("=")) {
            throw tokens.source()
                    .error(first.start(), "expression cannot contain assignment, perhaps you meant \"==\"?");
        }
        if (tokens.isAt("for") || tokens.isAt("async")) {
            value = generator(value, opening);
        }
        requireNoMapping(first, "positional argument follows keyword argument unpacking");
        if (!keywords.isEmpty()) {
            throw tokens.source().error(first.start(), "positional argument follows keyword argument");
        }
        positional.add(value);
    }

    /// A generator expression that shares the parentheses of the call.
    private Expression generator(Expression element, int opening) {
        boolean alone = positional.isEmpty() && keywords.isEmpty();
        var generator = new Comprehension(opening, Comprehension.Kind.GENERATOR, element, null, atoms.clauses());
        boolean last =
                tokens.isAt(")") || (tokens.isAt(",") && tokens.peekSecond().is(")") && alone);
        if (!alone || !last) {
            throw tokens.source().error(element.at(), "Generator expression must be parenthesized");
        }
        return generator;
    }

    private void requireNoMapping(Token token, String problem) {
        if (keywords.stream().anyMatch(keyword -> keyword.name() == null)) {
            throw tokens.source().error(token.start(), problem);
        }
    }
}
