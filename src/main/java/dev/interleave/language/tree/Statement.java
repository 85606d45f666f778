package dev.interleave.language.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A node of the tree that does something. Immutable. Each node knows the offset in the source at which it begins.
public sealed interface Statement {

    /// @return offset in the text of the source
    int at();

    /// An expression whose value is dropped.
    record ExpressionStatement(int at, Expression value) implements Statement {}

    /// `targets[0] = targets[1] = … = value`.
    record Assignment(int at, List<Expression> targets, Expression value) implements Statement {}

    /// `target operator= value`.
    record AugmentedAssignment(int at, Expression target, BinaryOperator operator, Expression value)
            implements Statement {}

    /// `target: annotation = value`.
    ///
    /// @param isSimple whether the target is a name without parentheses
    /// @param value null if nothing is assigned
    record AnnotatedAssignment(
            int at,
            Expression target,
            Expression annotation,
            @Nullable Expression value,
            boolean isSimple) implements Statement {}

    /// `return value`.
    record Return(int at, @Nullable Expression value) implements Statement {}

    /// `del targets`.
    record Delete(int at, List<Expression> targets) implements Statement {}

    /// `pass`.
    record Pass(int at) implements Statement {}

    /// `break`.
    record Break(int at) implements Statement {}

    /// `continue`.
    record Continue(int at) implements Statement {}

    /// `global names`.
    record Global(int at, List<String> names) implements Statement {}

    /// `nonlocal names`.
    record Nonlocal(int at, List<String> names) implements Statement {}

    /// `raise exception from cause`.
    record Raise(
            int at,
            @Nullable Expression exception,
            @Nullable Expression cause) implements Statement {}

    /// `assert test, message`.
    record Assert(int at, Expression test, @Nullable Expression message) implements Statement {}

    /// `import modules`.
    record Import(int at, List<Alias> modules) implements Statement {}

    /// `from module import names`.
    ///
    /// @param names one named `*` for all
    record ImportFrom(int at, String module, List<Alias> names) implements Statement {}

    /// `name as alias`.
    record Alias(int at, String name, @Nullable String alias) {}

    /// `if`, with its `elif`s.
    ///
    /// @param branches at least one, in order
    /// @param otherwise empty if there is no `else`
    record If(int at, List<Branch> branches, List<Statement> otherwise) implements Statement {}

    /// One `if` or `elif`.
    record Branch(int at, Expression test, List<Statement> body) {}

    /// `while`.
    record While(int at, Expression test, List<Statement> body, List<Statement> otherwise) implements Statement {}

    /// `for`.
    record For(int at, Expression target, Expression iterable, List<Statement> body, List<Statement> otherwise)
            implements Statement {}

    /// `try`.
    record Try(int at, List<Statement> body, List<Handler> handlers, List<Statement> otherwise, List<Statement> cleanup)
            implements Statement {}

    /// `except type as name`.
    ///
    /// @param type null for all exceptions
    record Handler(
            int at, @Nullable Expression type, @Nullable String name, List<Statement> body) {}

    /// `with`.
    record With(int at, List<ContextItem> items, List<Statement> body) implements Statement {}

    /// `context as target`.
    record ContextItem(Expression context, @Nullable Expression target) {}

    /// `def`.
    ///
    /// @param at of `def`, behind the decorators
    record FunctionDefinition(
            int at,
            String name,
            Parameters parameters,
            @Nullable Expression returns,
            List<Expression> decorators,
            List<Statement> body)
            implements Statement {}

    /// `class`.
    ///
    /// @param at of `class`, behind the decorators
    record ClassDefinition(
            int at,
            String name,
            List<Expression> bases,
            List<Expression.Keyword> keywords,
            List<Expression> decorators,
            List<Statement> body)
            implements Statement {}

    /// `match`.
    record Match(int at, Expression subject, List<Case> cases) implements Statement {}

    /// `case pattern if guard`.
    record Case(Pattern pattern, @Nullable Expression guard, List<Statement> body) {}
}
