package dev.interleave.language.syntax;

import dev.interleave.language.tree.Expression;
import dev.interleave.language.tree.Parameters;
import dev.interleave.language.tree.Parameters.Parameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Parses the parameters of functions and lambdas (Python Language Reference 3.11, sections 8.7 and 6.14). Not
/// thread-safe.
final class ParameterParser {

    private final TokenCursor tokens;
    private final ExpressionParser expressions;

    ParameterParser(TokenCursor tokens, ExpressionParser expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
    }

    /// The parameters of a function, parentheses included.
    Parameters ofFunction() {
        tokens.expect("(");
        Parameters parameters = new Builder(true, ")").parse();
        tokens.expect(")");
        return parameters;
    }

    /// The parameters of a lambda, up to its colon.
    Parameters ofLambda() {
        return new Builder(false, ":").parse();
    }

    /// One list of parameters on its way.
    private final class Builder {

        private final boolean annotated;
        private final String end;
        private final Set<String> names = new HashSet<>();
        private List<Parameter> positionalOnly = List.of();
        private List<Parameter> positional = new ArrayList<>();
        private final List<Parameter> keywordOnly = new ArrayList<>();
        private @Nullable Parameter rest;
        private @Nullable Parameter keywords;
        private boolean starred;

        private Builder(boolean annotated, String end) {
            this.annotated = annotated;
            this.end = end;
        }

        private Parameters parse() {
            while (!tokens.isAt(end)) {
                parameter();
                if (!tokens.accept(",") && !tokens.isAt(end)) {
                    throw tokens.error("invalid syntax");
                }
            }
            return new Parameters(
                    List.copyOf(positionalOnly), List.copyOf(positional), rest, List.copyOf(keywordOnly), keywords);
        }

        private void parameter() {
            if (keywords != null) {
                throw tokens.error("arguments cannot follow var-keyword argument");
            }
            if (tokens.isAt("/")) {
                slash();
            } else if (tokens.isAt("*")) {
                star();
            } else if (tokens.accept("**")) {
                keywords = named(false);
            } else if (starred) {
                keywordOnly.add(named(true));
            } else {
                Parameter next = named(true);
                if (next.defaultValue() == null && hasDefault(positional)) {
                    throw tokens.source().error(next.at(), "non-default argument follows default argument");
                }
                positional.add(next);
            }
        }

        private boolean hasDefault(List<Parameter> some) {
            return hasDefaultAtEnd(some) || (some.isEmpty() && hasDefaultAtEnd(positionalOnly));
        }

        private boolean hasDefaultAtEnd(List<Parameter> some) {
            return !some.isEmpty() && some.getLast().defaultValue() != null;
        }

        private void slash() {
            if (starred) {
                throw tokens.error("/ must be ahead of *");
            }
            if (!positionalOnly.isEmpty()) {
                throw tokens.error("/ may appear only once");
            }
            if (positional.isEmpty()) {
                throw tokens.error("at least one argument must precede /");
            }
            tokens.next();
            positionalOnly = positional;
            positional = new ArrayList<>();
        }

        private void star() {
            if (starred) {
                throw tokens.error("* argument may appear only once");
            }
            starred = true;
            tokens.next();
            if (tokens.isAt(TokenType.NAME)) {
                rest = named(false);
            } else if (!tokens.isAt(",")
                    || tokens.peekSecond().is(end)
                    || tokens.peekSecond().is("**")) {
                throw tokens.error("named arguments must follow bare *");
            }
        }

        private Expression annotation() {
            if (tokens.isAt("*")) {
                throw tokens.error("an annotation cannot be unpacked; write the type of one argument");
            }
            return expressions.expression();
        }

        private Parameter named(boolean mayHaveDefault) {
            Token name = tokens.expectName();
            if (!names.add(name.text())) {
                throw tokens.source()
                        .error(name.start(), "duplicate argument '" + name.text() + "' in function definition");
            }
            Expression annotation = annotated && tokens.accept(":") ? annotation() : null;
            Expression value = null;
            if (tokens.isAt("=")) {
                if (!mayHaveDefault) {
                    throw tokens.error("var-positional argument cannot have default value");
                }
                tokens.next();
                value = expressions.expression();
            }
            return new Parameter(name.start(), name.text(), annotation, value);
        }
    }
}
