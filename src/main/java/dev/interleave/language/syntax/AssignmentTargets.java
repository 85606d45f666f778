package dev.interleave.language.syntax;

import dev.interleave.language.tree.Expression;

/// Which expressions can be assigned to or deleted, and what the others are called in messages. Static methods
/// only.
final class AssignmentTargets {

    private AssignmentTargets() {}

    /// @throws InvalidProgramException if nothing can be assigned to the expression
    static void require(SourceText source, Expression target) {
        switch (target) {
            case Expression.Name _, Expression.Attribute _, Expression.Subscript _ -> {}
            case Expression.Starred starred -> require(source, starred.value());
            case Expression.TupleDisplay tuple -> requireAll(source, tuple.elements());
            case Expression.ListDisplay list -> requireAll(source, list.elements());
            default -> throw source.error(target.at(), "cannot assign to " + describe(target));
        }
    }

    private static void requireAll(SourceText source, Iterable<Expression> targets) {
        boolean starred = false;
        for (Expression target : targets) {
            require(source, target);
            if (target instanceof Expression.Starred) {
                if (starred) {
                    throw source.error(target.at(), "multiple starred expressions in assignment");
                }
                starred = true;
            }
        }
    }

    /// @throws InvalidProgramException if the target of `+=` and the like is more than one variable
    static void requireSingle(SourceText source, Expression target) {
        switch (target) {
            case Expression.Name _, Expression.Attribute _, Expression.Subscript _ -> {}
            default ->
                throw source.error(
                        target.at(), "'" + describe(target) + "' is an illegal expression for augmented assignment");
        }
    }

    /// @throws InvalidProgramException if the expression cannot be deleted
    static void requireDeletable(SourceText source, Expression target) {
        switch (target) {
            case Expression.Name _, Expression.Attribute _, Expression.Subscript _ -> {}
            case Expression.TupleDisplay tuple ->
                tuple.elements().forEach(element -> requireDeletable(source, element));
            case Expression.ListDisplay list -> list.elements().forEach(element -> requireDeletable(source, element));
            default -> throw source.error(target.at(), "cannot delete " + describe(target));
        }
    }

    /// @return what CPython calls the expression in its messages
    static String describe(Expression expression) {
        return switch (expression) {
            case Expression.NoneLiteral _ -> "None";
            case Expression.EllipsisLiteral _ -> "ellipsis";
            case Expression.BooleanLiteral literal -> literal.value() ? "True" : "False";
            case Expression.IntegerLiteral _, Expression.FloatLiteral _ -> "literal";
            case Expression.StringLiteral _, Expression.BytesLiteral _ -> "literal";
            case Expression.FormattedString _, Expression.FormattedField _ -> "f-string expression";
            case Expression.Name _ -> "name";
            case Expression.Attribute _ -> "attribute";
            case Expression.Subscript _ -> "subscript";
            case Expression.Slice _ -> "slice";
            case Expression.Call _ -> "function call";
            case Expression.Starred _ -> "starred";
            case Expression.Unary _, Expression.Binary _, Expression.Logical _ -> "expression";
            case Expression.Comparison _ -> "comparison";
            case Expression.Conditional _ -> "conditional expression";
            case Expression.Walrus _ -> "named expression";
            case Expression.Lambda _ -> "lambda";
            case Expression.TupleDisplay _ -> "tuple";
            case Expression.ListDisplay _ -> "list";
            case Expression.SetDisplay _ -> "set display";
            case Expression.DictDisplay _ -> "dict literal";
            case Expression.Comprehension comprehension ->
                switch (comprehension.kind()) {
                    case LIST -> "list comprehension";
                    case SET -> "set comprehension";
                    case DICT -> "dict comprehension";
                    case GENERATOR -> "generator expression";
                };
            case Expression.Yield _, Expression.YieldFrom _ -> "yield expression";
        };
    }
}
