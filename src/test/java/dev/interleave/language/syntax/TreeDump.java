package dev.interleave.language.syntax;

import dev.interleave.language.tree.BinaryOperator;
import dev.interleave.language.tree.ComparisonOperator;
import dev.interleave.language.tree.Expression;
import dev.interleave.language.tree.Expression.Comprehension;
import dev.interleave.language.tree.Parameters;
import dev.interleave.language.tree.Parameters.Parameter;
import dev.interleave.language.tree.Pattern;
import dev.interleave.language.tree.Statement;
import dev.interleave.language.tree.UnaryOperator;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Writes a tree in the form in which `ast-dump.py` writes the tree of CPython.
final class TreeDump {

    private static final Map<BinaryOperator, String> BINARY = Map.ofEntries(
            Map.entry(BinaryOperator.BIT_OR, "BitOr"),
            Map.entry(BinaryOperator.BIT_XOR, "BitXor"),
            Map.entry(BinaryOperator.BIT_AND, "BitAnd"),
            Map.entry(BinaryOperator.SHIFT_LEFT, "LShift"),
            Map.entry(BinaryOperator.SHIFT_RIGHT, "RShift"),
            Map.entry(BinaryOperator.ADD, "Add"),
            Map.entry(BinaryOperator.SUBTRACT, "Sub"),
            Map.entry(BinaryOperator.MULTIPLY, "Mult"),
            Map.entry(BinaryOperator.MATRIX_MULTIPLY, "MatMult"),
            Map.entry(BinaryOperator.DIVIDE, "Div"),
            Map.entry(BinaryOperator.FLOOR_DIVIDE, "FloorDiv"),
            Map.entry(BinaryOperator.MODULO, "Mod"),
            Map.entry(BinaryOperator.POWER, "Pow"));

    private final SourceText source;
    private int formatted;

    private TreeDump(SourceText source) {
        this.source = source;
    }

    static String of(String program) {
        SourceText source = SourceText.of(program);
        return new TreeDump(source).statements(Parser.parse(source));
    }

    private String statements(List<Statement> statements) {
        return list(statements, this::statement);
    }

    private static <T> String list(List<T> nodes, Function<T, String> dump) {
        return nodes.stream().map(dump).collect(Collectors.joining(",", "[", "]"));
    }

    private String node(int at, String type, String... fields) {
        String position = formatted > 0 ? "" : "@" + source.line(at) + ":" + (source.column(at) - 1);
        return type + position + bare(fields);
    }

    private static String bare(String... fields) {
        return Stream.of(fields).filter(field -> !field.isEmpty()).collect(Collectors.joining(",", "(", ")"));
    }

    private static String text(String name, @Nullable String value) {
        return value == null ? "" : name + "=" + quoted(value);
    }

    private static String texts(String name, List<String> values) {
        return values.isEmpty() ? "" : name + "=" + list(values, TreeDump::quoted);
    }

    private static String quoted(String value) {
        return "'" + value.codePoints().mapToObj(c -> c + ".").collect(Collectors.joining()) + "'";
    }

    private String child(String name, @Nullable Expression value) {
        return value == null ? "" : name + "=" + expression(value);
    }

    private String children(String name, List<Expression> values) {
        return values.isEmpty() ? "" : name + "=" + list(values, this::expression);
    }

    private String body(String name, List<Statement> statements) {
        return statements.isEmpty() ? "" : name + "=" + statements(statements);
    }

    private String constant(int at, String value) {
        return node(at, "Constant", "value=" + value);
    }

    private String expression(Expression expression) {
        int at = expression.at();
        return switch (expression) {
            case Expression.NoneLiteral _ -> constant(at, "None");
            case Expression.EllipsisLiteral _ -> constant(at, "Ellipsis");
            case Expression.BooleanLiteral literal -> constant(at, literal.value() ? "True" : "False");
            case Expression.IntegerLiteral(int _, BigInteger value) -> constant(at, value.toString(16));
            case Expression.FloatLiteral(int _, double value) ->
                constant(at, "f" + Long.toHexString(Double.doubleToRawLongBits(value)));
            case Expression.StringLiteral(int _, String value) -> constant(at, quoted(value));
            case Expression.BytesLiteral(int _, byte[] value) ->
                constant(at, "b" + HexFormat.of().formatHex(value));
            case Expression.FormattedString string -> formatted(string);
            case Expression.FormattedField field ->
                node(
                        at,
                        "FormattedValue",
                        child("value", field.value()),
                        "conversion=" + (field.conversion() == 0 ? -1 : (int) field.conversion()),
                        child("format_spec", field.format()));
            case Expression.Name(int _, String id) -> node(at, "Name", text("id", id));
            case Expression.Attribute(int _, Expression value, String name) ->
                node(at, "Attribute", child("value", value), text("attr", name));
            case Expression.Subscript(int _, Expression value, Expression index) ->
                node(at, "Subscript", child("value", value), child("slice", index));
            case Expression.Slice slice ->
                node(
                        at,
                        "Slice",
                        child("lower", slice.lower()),
                        child("upper", slice.upper()),
                        child("step", slice.step()));
            case Expression.Call call ->
                node(
                        at,
                        "Call",
                        child("func", call.function()),
                        children("args", call.positional()),
                        keywords(call.keywords()));
            case Expression.Starred(int _, Expression value) -> node(at, "Starred", child("value", value));
            case Expression.Unary(int _, UnaryOperator operator, Expression operand) ->
                node(at, "UnaryOp", "op=" + unary(operator) + "()", child("operand", operand));
            case Expression.Binary(int _, BinaryOperator operator, Expression left, Expression right) ->
                node(at, "BinOp", child("left", left), "op=" + BINARY.get(operator) + "()", child("right", right));
            case Expression.Logical(int _, boolean isAnd, List<Expression> operands) ->
                node(at, "BoolOp", "op=" + (isAnd ? "And()" : "Or()"), children("values", operands));
            case Expression.Comparison comparison ->
                node(
                        at,
                        "Compare",
                        child("left", comparison.first()),
                        "ops=" + list(comparison.operators(), operator -> comparison(operator) + "()"),
                        children("comparators", comparison.operands()));
            case Expression.Conditional conditional ->
                node(
                        at,
                        "IfExp",
                        child("test", conditional.test()),
                        child("body", conditional.then()),
                        child("orelse", conditional.otherwise()));
            case Expression.Walrus(int _, Expression.Name target, Expression value) ->
                node(at, "NamedExpr", child("target", target), child("value", value));
            case Expression.Lambda(int _, Parameters parameters, Expression body) ->
                node(at, "Lambda", "args=" + parameters(parameters), child("body", body));
            case Expression.TupleDisplay(int _, List<Expression> elements) ->
                node(at, "Tuple", children("elts", elements));
            case Expression.ListDisplay(int _, List<Expression> elements) ->
                node(at, "List", children("elts", elements));
            case Expression.SetDisplay(int _, List<Expression> elements) -> node(at, "Set", children("elts", elements));
            case Expression.DictDisplay(int _, List<Expression.Entry> entries) ->
                node(
                        at,
                        "Dict",
                        entries.isEmpty()
                                ? ""
                                : "keys="
                                        + list(
                                                entries,
                                                entry -> entry.key() == null ? "None" : expression(entry.key())),
                        entries.isEmpty() ? "" : "values=" + list(entries, entry -> expression(entry.value())));
            case Comprehension comprehension -> comprehension(comprehension);
            case Expression.Yield(int _, Expression value) -> node(at, "Yield", child("value", value));
            case Expression.YieldFrom(int _, Expression iterable) -> node(at, "YieldFrom", child("value", iterable));
        };
    }

    /// The positions within an f-string are CPython's own affair.
    private String formatted(Expression.FormattedString string) {
        if (formatted > 0) {
            return "JoinedStr" + bare(children("values", string.parts()));
        }
        String prefix = node(string.at(), "JoinedStr");
        formatted++;
        String fields = bare(children("values", string.parts()));
        formatted--;
        return prefix.substring(0, prefix.length() - 2) + fields;
    }

    private String comprehension(Comprehension comprehension) {
        String clauses = "generators=" + list(comprehension.clauses(), this::clause);
        return switch (comprehension.kind()) {
            case LIST -> node(comprehension.at(), "ListComp", child("elt", comprehension.element()), clauses);
            case SET -> node(comprehension.at(), "SetComp", child("elt", comprehension.element()), clauses);
            case GENERATOR -> node(comprehension.at(), "GeneratorExp", child("elt", comprehension.element()), clauses);
            case DICT ->
                node(
                        comprehension.at(),
                        "DictComp",
                        child("key", comprehension.element()),
                        child("value", comprehension.value()),
                        clauses);
        };
    }

    private String clause(Expression.Clause clause) {
        return "comprehension"
                + bare(
                        child("target", clause.target()),
                        child("iter", clause.iterable()),
                        children("ifs", clause.conditions()),
                        "is_async=0");
    }

    private String keywords(List<Expression.Keyword> keywords) {
        return keywords.isEmpty()
                ? ""
                : "keywords="
                        + list(
                                keywords,
                                keyword ->
                                        "keyword" + bare(text("arg", keyword.name()), child("value", keyword.value())));
    }

    private static String unary(UnaryOperator operator) {
        return switch (operator) {
            case NOT -> "Not";
            case MINUS -> "USub";
            case PLUS -> "UAdd";
            case INVERT -> "Invert";
        };
    }

    private static String comparison(ComparisonOperator operator) {
        return switch (operator) {
            case EQUAL -> "Eq";
            case NOT_EQUAL -> "NotEq";
            case LESS -> "Lt";
            case LESS_OR_EQUAL -> "LtE";
            case GREATER -> "Gt";
            case GREATER_OR_EQUAL -> "GtE";
            case IS -> "Is";
            case IS_NOT -> "IsNot";
            case IN -> "In";
            case NOT_IN -> "NotIn";
        };
    }

    private String parameters(Parameters parameters) {
        List<Parameter> positional = new ArrayList<>(parameters.positionalOnly());
        positional.addAll(parameters.positional());
        List<Expression> defaults = new ArrayList<>();
        for (Parameter parameter : positional) {
            if (parameter.defaultValue() != null) {
                defaults.add(parameter.defaultValue());
            }
        }
        List<Parameter> named = parameters.keywordOnly();
        return "arguments"
                + bare(
                        all("posonlyargs", parameters.positionalOnly()),
                        all("args", parameters.positional()),
                        parameters.rest() == null ? "" : "vararg=" + parameter(parameters.rest()),
                        all("kwonlyargs", named),
                        named.isEmpty()
                                ? ""
                                : "kw_defaults="
                                        + list(
                                                named,
                                                one -> one.defaultValue() == null
                                                        ? "None"
                                                        : expression(one.defaultValue())),
                        parameters.keywords() == null ? "" : "kwarg=" + parameter(parameters.keywords()),
                        children("defaults", defaults));
    }

    private String all(String name, List<Parameter> parameters) {
        return parameters.isEmpty() ? "" : name + "=" + list(parameters, this::parameter);
    }

    private String parameter(Parameter parameter) {
        return "arg" + bare(text("arg", parameter.name()), child("annotation", parameter.annotation()));
    }

    private String statement(Statement statement) {
        int at = statement.at();
        return switch (statement) {
            case Statement.ExpressionStatement(int _, Expression value) -> node(at, "Expr", child("value", value));
            case Statement.Assignment(int _, List<Expression> targets, Expression value) ->
                node(at, "Assign", children("targets", targets), child("value", value));
            case Statement.AugmentedAssignment(int _, Expression target, BinaryOperator operator, Expression value) ->
                node(
                        at,
                        "AugAssign",
                        child("target", target),
                        "op=" + BINARY.get(operator) + "()",
                        child("value", value));
            case Statement.AnnotatedAssignment annotated ->
                node(
                        at,
                        "AnnAssign",
                        child("target", annotated.target()),
                        child("annotation", annotated.annotation()),
                        child("value", annotated.value()),
                        "simple=" + (annotated.isSimple() ? 1 : 0));
            case Statement.Return(int _, Expression value) -> node(at, "Return", child("value", value));
            case Statement.Delete(int _, List<Expression> targets) -> node(at, "Delete", children("targets", targets));
            case Statement.Pass _ -> node(at, "Pass");
            case Statement.Break _ -> node(at, "Break");
            case Statement.Continue _ -> node(at, "Continue");
            case Statement.Global(int _, List<String> names) -> node(at, "Global", texts("names", names));
            case Statement.Nonlocal(int _, List<String> names) -> node(at, "Nonlocal", texts("names", names));
            case Statement.Raise(int _, Expression exception, Expression cause) ->
                node(at, "Raise", child("exc", exception), child("cause", cause));
            case Statement.Assert(int _, Expression test, Expression message) ->
                node(at, "Assert", child("test", test), child("msg", message));
            case Statement.Import(int _, List<Statement.Alias> modules) ->
                node(at, "Import", "names=" + list(modules, TreeDump::alias));
            case Statement.ImportFrom(int _, String module, List<Statement.Alias> names) ->
                node(at, "ImportFrom", text("module", module), "names=" + list(names, TreeDump::alias), "level=0");
            case Statement.If(int _, List<Statement.Branch> branches, List<Statement> otherwise) ->
                branch(branches, otherwise);
            case Statement.While loop ->
                node(
                        at,
                        "While",
                        child("test", loop.test()),
                        body("body", loop.body()),
                        body("orelse", loop.otherwise()));
            case Statement.For loop ->
                node(
                        at,
                        "For",
                        child("target", loop.target()),
                        child("iter", loop.iterable()),
                        body("body", loop.body()),
                        body("orelse", loop.otherwise()));
            case Statement.Try guarded ->
                node(
                        at,
                        "Try",
                        body("body", guarded.body()),
                        guarded.handlers().isEmpty() ? "" : "handlers=" + list(guarded.handlers(), this::handler),
                        body("orelse", guarded.otherwise()),
                        body("finalbody", guarded.cleanup()));
            case Statement.With(int _, List<Statement.ContextItem> items, List<Statement> body) ->
                node(
                        at,
                        "With",
                        "items="
                                + list(
                                        items,
                                        item -> "withitem"
                                                + bare(
                                                        child("context_expr", item.context()),
                                                        child("optional_vars", item.target()))),
                        body("body", body));
            case Statement.FunctionDefinition function ->
                node(
                        at,
                        "FunctionDef",
                        text("name", function.name()),
                        "args=" + parameters(function.parameters()),
                        body("body", function.body()),
                        children("decorator_list", function.decorators()),
                        child("returns", function.returns()));
            case Statement.ClassDefinition type ->
                node(
                        at,
                        "ClassDef",
                        text("name", type.name()),
                        children("bases", type.bases()),
                        keywords(type.keywords()),
                        body("body", type.body()),
                        children("decorator_list", type.decorators()));
            case Statement.Match(int _, Expression subject, List<Statement.Case> cases) ->
                node(at, "Match", child("subject", subject), "cases=" + list(cases, this::matchCase));
        };
    }

    private static String alias(Statement.Alias alias) {
        return "alias" + bare(text("name", alias.name()), text("asname", alias.alias()));
    }

    private String branch(List<Statement.Branch> branches, List<Statement> otherwise) {
        Statement.Branch first = branches.getFirst();
        List<Statement.Branch> more = branches.subList(1, branches.size());
        String orelse = more.isEmpty() ? body("orelse", otherwise) : "orelse=[" + branch(more, otherwise) + "]";
        return node(first.at(), "If", child("test", first.test()), body("body", first.body()), orelse);
    }

    private String handler(Statement.Handler handler) {
        return node(
                handler.at(),
                "ExceptHandler",
                child("type", handler.type()),
                text("name", handler.name()),
                body("body", handler.body()));
    }

    private String matchCase(Statement.Case one) {
        return "match_case"
                + bare("pattern=" + pattern(one.pattern()), child("guard", one.guard()), body("body", one.body()));
    }

    private String pattern(Pattern pattern) {
        int at = pattern.at();
        return switch (pattern) {
            case Pattern.Value(int _, Expression value) -> node(at, "MatchValue", child("value", value));
            case Pattern.Singleton(int _, Expression value) -> node(at, "MatchSingleton", "value=" + singleton(value));
            case Pattern.Capture(int _, Pattern inner, String name) ->
                node(at, "MatchAs", inner == null ? "" : "pattern=" + pattern(inner), text("name", name));
            case Pattern.Sequence(int _, List<Pattern> elements) ->
                node(at, "MatchSequence", patterns("patterns", elements));
            case Pattern.Rest(int _, String name) -> node(at, "MatchStar", text("name", name));
            case Pattern.Mapping mapping ->
                node(
                        at,
                        "MatchMapping",
                        children("keys", mapping.keys()),
                        patterns("patterns", mapping.values()),
                        text("rest", mapping.rest()));
            case Pattern.Instance instance ->
                node(
                        at,
                        "MatchClass",
                        child("cls", instance.type()),
                        patterns("patterns", instance.positional()),
                        texts("kwd_attrs", instance.names()),
                        patterns("kwd_patterns", instance.named()));
            case Pattern.Alternatives(int _, List<Pattern> alternatives) ->
                node(at, "MatchOr", patterns("patterns", alternatives));
        };
    }

    private String patterns(String name, List<Pattern> patterns) {
        return patterns.isEmpty() ? "" : name + "=" + list(patterns, this::pattern);
    }

    private static String singleton(Expression value) {
        return switch (value) {
            case Expression.BooleanLiteral literal -> literal.value() ? "True" : "False";
            default -> "None";
        };
    }
}
