package dev.interleave.language.compiler;

import dev.interleave.language.syntax.SourceText;
import dev.interleave.language.tree.Expression;
import dev.interleave.language.tree.Expression.Comprehension;
import dev.interleave.language.tree.Expression.Name;
import dev.interleave.language.tree.Parameters;
import dev.interleave.language.tree.Parameters.Parameter;
import dev.interleave.language.tree.Pattern;
import dev.interleave.language.tree.Statement;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the names of all scopes of a program, and connects those that inner functions share with outer ones.
final class ScopeAnalyzer {

    /// The name that stands for the class in its methods.
    static final String CLASS_CELL = "__class__";

    private final SourceText source;
    private final IdentityHashMap<Object, Scope> scopes = new IdentityHashMap<>();

    ScopeAnalyzer(SourceText source) {
        this.source = source;
    }

    /// @return the scopes by their nodes; that of the module by the list of its statements
    IdentityHashMap<Object, Scope> analyze(List<Statement> program) {
        var module = new Scope(Scope.Kind.MODULE, null, "<module>", null);
        scopes.put(program, module);
        block(module, program);
        // Parents come before their children, and a name is connected from the outside to the inside.
        scopes.values().forEach(this::checkDeclarations);
        scopes.values().forEach(this::connect);
        return scopes;
    }

    // --- statements

    private void block(Scope scope, List<Statement> statements) {
        statements.forEach(statement -> statement(scope, statement));
    }

    private void statement(Scope scope, Statement statement) {
        switch (statement) {
            case Statement.ExpressionStatement s -> expression(scope, s.value());
            case Statement.Assignment s -> {
                expression(scope, s.value());
                s.targets().forEach(target -> target(scope, target));
            }
            case Statement.AugmentedAssignment s -> {
                expression(scope, s.target());
                expression(scope, s.value());
                target(scope, s.target());
            }
            case Statement.AnnotatedAssignment s -> {
                if (scope.kind != Scope.Kind.FUNCTION || !s.isSimple()) {
                    expression(scope, s.annotation());
                }
                optional(scope, s.value());
                if (s.value() != null || s.target() instanceof Name) {
                    target(scope, s.target());
                } else {
                    expression(scope, s.target());
                }
            }
            case Statement.Return s -> {
                if (scope.kind != Scope.Kind.FUNCTION) {
                    throw source.error(s.at(), "'return' outside function");
                }
                optional(scope, s.value());
            }
            case Statement.Delete s ->
                s.targets().forEach(target -> {
                    if (target instanceof Name name) {
                        scope.deleted.add(scope.mangled(name.id()));
                    }
                    target(scope, target);
                });
            case Statement.Global s -> s.names().forEach(name -> declare(scope, name, s.at(), true));
            case Statement.Nonlocal s -> s.names().forEach(name -> declare(scope, name, s.at(), false));
            case Statement.Raise s -> {
                optional(scope, s.exception());
                optional(scope, s.cause());
            }
            case Statement.Assert s -> {
                expression(scope, s.test());
                optional(scope, s.message());
            }
            case Statement.Import s ->
                s.modules()
                        .forEach(m -> bind(
                                scope, m.alias() != null ? m.alias() : m.name().split("\\.", -1)[0]));
            case Statement.ImportFrom s ->
                s.names().forEach(m -> {
                    if (!m.name().equals("*")) {
                        bind(scope, m.alias() != null ? m.alias() : m.name());
                    } else if (scope.kind != Scope.Kind.MODULE) {
                        throw source.error(s.at(), "import * only allowed at module level");
                    } else {
                        scope.hasStarImport = true;
                    }
                });
            case Statement.If s -> {
                s.branches().forEach(branch -> {
                    expression(scope, branch.test());
                    block(scope, branch.body());
                });
                block(scope, s.otherwise());
            }
            case Statement.While s -> {
                expression(scope, s.test());
                block(scope, s.body());
                block(scope, s.otherwise());
            }
            case Statement.For s -> {
                expression(scope, s.iterable());
                target(scope, s.target());
                block(scope, s.body());
                block(scope, s.otherwise());
            }
            case Statement.Try s -> {
                block(scope, s.body());
                s.handlers().forEach(handler -> {
                    optional(scope, handler.type());
                    if (handler.name() != null) {
                        bind(scope, handler.name());
                        scope.deleted.add(scope.mangled(handler.name()));
                    }
                    block(scope, handler.body());
                });
                block(scope, s.otherwise());
                block(scope, s.cleanup());
            }
            case Statement.With s -> {
                s.items().forEach(item -> {
                    expression(scope, item.context());
                    if (item.target() != null) {
                        target(scope, item.target());
                    }
                });
                block(scope, s.body());
            }
            case Statement.FunctionDefinition s -> {
                s.decorators().forEach(decorator -> expression(scope, decorator));
                defaults(scope, s.parameters());
                annotations(scope, s.parameters());
                optional(scope, s.returns());
                bind(scope, s.name());
                block(function(scope, s, s.name(), s.parameters()), s.body());
            }
            case Statement.ClassDefinition s -> {
                s.decorators().forEach(decorator -> expression(scope, decorator));
                s.bases().forEach(base -> expression(scope, base));
                s.keywords().forEach(keyword -> expression(scope, keyword.value()));
                bind(scope, s.name());
                var inner = new Scope(Scope.Kind.CLASS, scope, s.name(), s.name());
                scopes.put(s, inner);
                block(inner, s.body());
            }
            case Statement.Match s -> {
                expression(scope, s.subject());
                s.cases().forEach(c -> {
                    pattern(scope, c.pattern());
                    optional(scope, c.guard());
                    block(scope, c.body());
                });
            }
            case Statement.Pass _, Statement.Break _, Statement.Continue _ -> {}
        }
    }

    private void declare(Scope scope, String id, int at, boolean isGlobal) {
        String name = scope.mangled(id);
        String word = isGlobal ? "global" : "nonlocal";
        if (scope.parameters.contains(name)) {
            throw source.error(at, "name '" + id + "' is parameter and " + word);
        }
        if (isGlobal ? scope.nonlocals.containsKey(name) : scope.globals.containsKey(name)) {
            throw source.error(at, "name '" + id + "' is nonlocal and global");
        }
        if (scope.kind == Scope.Kind.MODULE && !isGlobal) {
            throw source.error(at, "nonlocal declaration not allowed at module level");
        }
        if (scope.bound.contains(name)) {
            throw source.error(at, "name '" + id + "' is assigned to before " + word + " declaration");
        }
        if (scope.used.contains(name)) {
            throw source.error(at, "name '" + id + "' is used prior to " + word + " declaration");
        }
        (isGlobal ? scope.globals : scope.nonlocals).put(name, at);
        if (isGlobal) {
            module(scope).bound.add(name);
        }
    }

    private static Scope module(Scope scope) {
        Scope s = scope;
        while (s.parent != null) {
            s = s.parent;
        }
        return s;
    }

    private Scope function(Scope scope, Object node, String name, Parameters parameters) {
        var inner = new Scope(Scope.Kind.FUNCTION, scope, name, scope.className);
        scopes.put(node, inner);
        parameters.positionalOnly().forEach(p -> parameter(inner, p));
        parameters.positional().forEach(p -> parameter(inner, p));
        parameters.keywordOnly().forEach(p -> parameter(inner, p));
        parameter(inner, parameters.rest());
        parameter(inner, parameters.keywords());
        return inner;
    }

    private void parameter(Scope scope, @Nullable Parameter parameter) {
        if (parameter == null) {
            return;
        }
        String name = scope.mangled(parameter.name());
        if (!scope.parameters.add(name)) {
            throw source.error(parameter.at(), "duplicate argument '" + parameter.name() + "' in function definition");
        }
        scope.bound.add(name);
    }

    private void defaults(Scope scope, Parameters parameters) {
        parameters.positionalOnly().forEach(p -> optional(scope, p.defaultValue()));
        parameters.positional().forEach(p -> optional(scope, p.defaultValue()));
        parameters.keywordOnly().forEach(p -> optional(scope, p.defaultValue()));
    }

    private void annotations(Scope scope, Parameters parameters) {
        parameters.positionalOnly().forEach(p -> optional(scope, p.annotation()));
        parameters.positional().forEach(p -> optional(scope, p.annotation()));
        parameters.keywordOnly().forEach(p -> optional(scope, p.annotation()));
        for (Parameter p : new Parameter[] {parameters.rest(), parameters.keywords()}) {
            if (p != null) {
                optional(scope, p.annotation());
            }
        }
    }

    // --- targets

    private void target(Scope scope, Expression target) {
        switch (target) {
            case Name name -> bind(scope, name.id());
            case Expression.TupleDisplay tuple -> tuple.elements().forEach(element -> target(scope, element));
            case Expression.ListDisplay list -> list.elements().forEach(element -> target(scope, element));
            case Expression.Starred starred -> target(scope, starred.value());
            default -> expression(scope, target);
        }
    }

    private void bind(Scope scope, String id) {
        scope.bound.add(scope.mangled(id));
        if (scope.globals.containsKey(scope.mangled(id))) {
            module(scope).bound.add(scope.mangled(id));
        }
    }

    // --- expressions

    private void optional(Scope scope, @Nullable Expression expression) {
        if (expression != null) {
            expression(scope, expression);
        }
    }

    private void expression(Scope scope, Expression expression) {
        Expression e = expression;
        while (e instanceof Expression.Binary
                || e instanceof Expression.Attribute
                || e instanceof Expression.Subscript
                || e instanceof Expression.Call) {
            e = descend(scope, e);
        }
        leaf(scope, e);
    }

    /// A long chain of operators, calls or attributes leans to the left: not by recursion.
    private Expression descend(Scope scope, Expression expression) {
        return switch (expression) {
            case Expression.Binary e -> {
                expression(scope, e.right());
                yield e.left();
            }
            case Expression.Attribute e -> e.value();
            case Expression.Subscript e -> {
                expression(scope, e.index());
                yield e.value();
            }
            case Expression.Call e -> {
                if (e.function() instanceof Name name && name.id().equals("super")) {
                    scope.used.add(CLASS_CELL);
                }
                e.positional().forEach(argument -> expression(scope, argument));
                e.keywords().forEach(argument -> expression(scope, argument.value()));
                yield e.function();
            }
            default -> expression;
        };
    }

    private void leaf(Scope scope, Expression expression) {
        switch (expression) {
            case Name name -> use(scope, name.id());
            case Expression.FormattedString e -> e.parts().forEach(part -> expression(scope, part));
            case Expression.FormattedField e -> {
                expression(scope, e.value());
                optional(scope, e.format());
            }
            case Expression.Slice e -> {
                optional(scope, e.lower());
                optional(scope, e.upper());
                optional(scope, e.step());
            }
            case Expression.Starred e -> expression(scope, e.value());
            case Expression.Unary e -> expression(scope, e.operand());
            case Expression.Logical e -> e.operands().forEach(operand -> expression(scope, operand));
            case Expression.Comparison e -> {
                expression(scope, e.first());
                e.operands().forEach(operand -> expression(scope, operand));
            }
            case Expression.Conditional e -> {
                expression(scope, e.test());
                expression(scope, e.then());
                expression(scope, e.otherwise());
            }
            case Expression.Walrus e -> walrus(scope, e);
            case Expression.Lambda e -> {
                defaults(scope, e.parameters());
                expression(function(scope, e, "<lambda>", e.parameters()), e.body());
            }
            case Expression.TupleDisplay e -> e.elements().forEach(element -> expression(scope, element));
            case Expression.ListDisplay e -> e.elements().forEach(element -> expression(scope, element));
            case Expression.SetDisplay e -> e.elements().forEach(element -> expression(scope, element));
            case Expression.DictDisplay e ->
                e.entries().forEach(entry -> {
                    optional(scope, entry.key());
                    expression(scope, entry.value());
                });
            case Comprehension e -> comprehension(scope, e);
            case Expression.Yield e -> {
                yields(scope, e.at());
                optional(scope, e.value());
            }
            case Expression.YieldFrom e -> {
                yields(scope, e.at());
                expression(scope, e.iterable());
            }
            case Expression.Binary _, Expression.Attribute _, Expression.Subscript _, Expression.Call _ ->
                throw new IllegalStateException();
            case Expression.NoneLiteral _,
                    Expression.EllipsisLiteral _,
                    Expression.BooleanLiteral _,
                    Expression.IntegerLiteral _,
                    Expression.FloatLiteral _,
                    Expression.StringLiteral _,
                    Expression.BytesLiteral _ -> {}
        }
    }

    private static void use(Scope scope, String id) {
        scope.used.add(scope.mangled(id));
    }

    private void yields(Scope scope, int at) {
        if (scope.kind != Scope.Kind.FUNCTION) {
            throw source.error(at, "'yield' outside function");
        }
        if (scope.isComprehension) {
            throw source.error(at, "'yield' inside list comprehension");
        }
        scope.isGenerator = true;
    }

    private void walrus(Scope scope, Expression.Walrus walrus) {
        expression(scope, walrus.value());
        scope.hasWalrus = true;
        Scope target = scope;
        while (target.isComprehension && target.parent != null) {
            if (target.bound.contains(walrus.target().id())) {
                throw source.error(
                        walrus.at(),
                        "assignment expression cannot rebind comprehension iteration variable '"
                                + walrus.target().id() + "'");
            }
            target.nonlocals.put(walrus.target().id(), walrus.at());
            target = target.parent;
            target.hasWalrus = true;
        }
        if (target.kind == Scope.Kind.CLASS && target != scope) {
            throw source.error(
                    walrus.at(), "assignment expression within a comprehension cannot be used in a class body");
        }
        bind(target, walrus.target().id());
        for (Scope s = scope; s != target && s.parent != null; s = s.parent) {
            if (target.kind == Scope.Kind.MODULE
                    || target.globals.containsKey(walrus.target().id())) {
                s.nonlocals.remove(walrus.target().id());
                s.globals.put(walrus.target().id(), walrus.at());
            }
        }
    }

    private void comprehension(Scope scope, Comprehension comprehension) {
        expression(scope, comprehension.clauses().getFirst().iterable());
        String name = switch (comprehension.kind()) {
            case LIST -> "<listcomp>";
            case SET -> "<setcomp>";
            case DICT -> "<dictcomp>";
            case GENERATOR -> "<genexpr>";
        };
        var inner = new Scope(Scope.Kind.FUNCTION, scope, name, scope.className);
        inner.isComprehension = true;
        inner.parameters.add(".0");
        inner.bound.add(".0");
        scopes.put(comprehension, inner);
        boolean isFirst = true;
        for (Expression.Clause clause : comprehension.clauses()) {
            target(inner, clause.target());
            if (!isFirst) {
                expression(inner, clause.iterable());
            }
            isFirst = false;
            clause.conditions().forEach(condition -> expression(inner, condition));
        }
        expression(inner, comprehension.element());
        optional(inner, comprehension.value());
        inner.isGenerator = comprehension.kind() == Comprehension.Kind.GENERATOR;
    }

    // --- patterns

    private void pattern(Scope scope, Pattern pattern) {
        switch (pattern) {
            case Pattern.Value p -> expression(scope, p.value());
            case Pattern.Singleton _ -> {}
            case Pattern.Capture p -> {
                if (p.pattern() != null) {
                    pattern(scope, p.pattern());
                }
                if (p.name() != null) {
                    bind(scope, p.name());
                }
            }
            case Pattern.Sequence p -> p.elements().forEach(element -> pattern(scope, element));
            case Pattern.Rest p -> {
                if (p.name() != null) {
                    bind(scope, p.name());
                }
            }
            case Pattern.Mapping p -> {
                p.keys().forEach(key -> expression(scope, key));
                p.values().forEach(value -> pattern(scope, value));
                if (p.rest() != null) {
                    bind(scope, p.rest());
                }
            }
            case Pattern.Instance p -> {
                expression(scope, p.type());
                p.positional().forEach(argument -> pattern(scope, argument));
                p.named().forEach(argument -> pattern(scope, argument));
            }
            case Pattern.Alternatives p -> p.patterns().forEach(alternative -> pattern(scope, alternative));
        }
    }

    // --- names of outer scopes

    private void checkDeclarations(Scope scope) {
        scope.nonlocals.forEach((name, at) -> {
            if (owner(scope, name) == null) {
                throw source.error(at, "no binding for nonlocal '" + name + "' found");
            }
        });
    }

    private void connect(Scope scope) {
        scope.used.forEach(name -> connect(scope, name));
        scope.nonlocals.keySet().forEach(name -> connect(scope, name));
    }

    private static void connect(Scope scope, String name) {
        boolean isOwn = scope.bound.contains(name) && !scope.nonlocals.containsKey(name);
        if (scope.globals.containsKey(name) || (isOwn && scope.kind != Scope.Kind.MODULE)) {
            return;
        }
        Scope owner = owner(scope, name);
        if (owner == null) {
            return;
        }
        owner.captured.add(name);
        for (Scope s = scope; s != owner && s != null; s = s.parent) {
            s.free.add(name);
        }
    }

    /// @return the function outside of a scope that owns a name, or null
    private static @Nullable Scope owner(Scope scope, String name) {
        for (Scope s = scope.parent; s != null; s = s.parent) {
            if (s.kind == Scope.Kind.CLASS && name.equals(CLASS_CELL)) {
                return s;
            }
            if (s.kind == Scope.Kind.FUNCTION) {
                if (s.globals.containsKey(name)) {
                    return null;
                }
                if (s.bound.contains(name) && !s.nonlocals.containsKey(name)) {
                    return s;
                }
            }
        }
        return null;
    }
}
