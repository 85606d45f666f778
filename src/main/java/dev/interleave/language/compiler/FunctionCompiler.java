package dev.interleave.language.compiler;

import dev.interleave.language.code.Code;
import dev.interleave.language.code.Opcode;
import dev.interleave.language.tree.Expression;
import dev.interleave.language.tree.Parameters;
import dev.interleave.language.tree.Parameters.Parameter;
import dev.interleave.language.tree.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Emits the definitions of functions and classes.
final class FunctionCompiler {

    private final ExpressionCompiler expressions;
    private final FunctionBuilder function;
    private final Compiler compiler;

    FunctionCompiler(ExpressionCompiler expressions) {
        this.expressions = expressions;
        this.function = expressions.function;
        this.compiler = expressions.compiler;
    }

    static void describe(FunctionBuilder inner, String qualifiedName, Compiler compiler) {
        inner.draft.name = inner.scope.name;
        inner.draft.qualifiedName = qualifiedName;
        inner.draft.isGenerator = inner.scope.isGenerator;
        inner.draft.isLibrary = compiler.isLibrary;
    }

    /// Compiles the body of a function.
    Code compile(Object node, String name, Parameters parameters, Consumer<StatementCompiler> body) {
        Scope scope = compiler.scope(node);
        var signature = signature(scope, parameters);
        List<String> registers = new ArrayList<>(signature.names());
        if (parameters.rest() != null) {
            registers.add(scope.mangled(parameters.rest().name()));
        }
        if (parameters.keywords() != null) {
            registers.add(scope.mangled(parameters.keywords().name()));
        }
        var inner = new FunctionBuilder(scope, compiler.source, compiler.lineStarts, registers);
        describe(inner, function.scope.qualifiedName(name), compiler);
        inner.draft.signature = signature;
        var statements = new StatementCompiler(compiler, inner);
        body.accept(statements);
        lastFree = inner.free();
        return inner.finish();
    }

    private List<String> lastFree = List.of();

    private static Code.Signature signature(Scope scope, Parameters parameters) {
        List<String> names = new ArrayList<>();
        parameters.positionalOnly().forEach(p -> names.add(scope.mangled(p.name())));
        parameters.positional().forEach(p -> names.add(scope.mangled(p.name())));
        int positional = names.size();
        parameters.keywordOnly().forEach(p -> names.add(scope.mangled(p.name())));
        return new Code.Signature(
                List.copyOf(names),
                parameters.positionalOnly().size(),
                positional,
                parameters.rest() != null,
                parameters.keywords() != null);
    }

    /// Makes a function of the code that was compiled last.
    void make(Code code, Parameters parameters, int d) {
        List<String> free = lastFree;
        int mark = function.mark();
        List<Expression> defaults = new ArrayList<>();
        parameters.positionalOnly().forEach(p -> addDefault(defaults, p));
        parameters.positional().forEach(p -> addDefault(defaults, p));
        int base = function.mark();
        defaults.forEach(value -> expressions.into(value, function.temporary()));
        int keywords = keywordDefaults(parameters.keywordOnly());
        capture(code, free);
        function.emit(Opcode.MAKE_FUNCTION, d, function.literal(code), base, defaults.size(), keywords);
        function.release(mark);
    }

    void make(Code code, int d, List<String> free) {
        capture(code, free);
        function.emit(Opcode.MAKE_FUNCTION, d, function.literal(code), d, 0, -1);
    }

    private void capture(Code code, List<String> free) {
        for (int i = 0; i < free.size(); i++) {
            code.captured[i] = function.register(free.get(i));
        }
    }

    private static void addDefault(List<Expression> defaults, Parameter parameter) {
        if (parameter.defaultValue() != null) {
            defaults.add(parameter.defaultValue());
        }
    }

    private int keywordDefaults(List<Parameter> parameters) {
        if (parameters.stream().allMatch(p -> p.defaultValue() == null)) {
            return -1;
        }
        int dict = function.temporary();
        function.emit(Opcode.BUILD_DICT, dict, dict, 0);
        for (Parameter p : parameters) {
            if (p.defaultValue() != null) {
                int mark = function.mark();
                int name = function.constant(function.scope.mangled(p.name()));
                function.emit(Opcode.DICT_SET, dict, name, expressions.operand(p.defaultValue()));
                function.release(mark);
            }
        }
        return dict;
    }

    // --- statements

    void definition(Statement.FunctionDefinition definition) {
        String reason = Unsupported.MEMBERS.get(definition.name());
        if (reason != null && function.scope.kind == Scope.Kind.CLASS && !compiler.isLibrary) {
            throw function.error(definition.at(), "the method '" + definition.name() + "' is not supported: " + reason);
        }
        int mark = function.mark();
        int base = decorators(definition.decorators());
        int d = function.temporary();
        annotations(definition);
        Code code = compile(definition, definition.name(), definition.parameters(), inner -> {
            inner.function.draft.documentation = inner.body(definition.body());
            inner.returnNone();
        });
        function.at(definition.at());
        make(code, definition.parameters(), d);
        decorate(definition.decorators(), base, d);
        expressions.variables.store(definition.name(), d);
        function.release(mark);
    }

    private void annotations(Statement.FunctionDefinition definition) {
        Parameters p = definition.parameters();
        p.positionalOnly().forEach(parameter -> annotation(parameter.annotation()));
        p.positional().forEach(parameter -> annotation(parameter.annotation()));
        p.keywordOnly().forEach(parameter -> annotation(parameter.annotation()));
        annotation(p.rest() == null ? null : p.rest().annotation());
        annotation(p.keywords() == null ? null : p.keywords().annotation());
        annotation(definition.returns());
    }

    private void annotation(@Nullable Expression annotation) {
        if (annotation != null) {
            expressions.discard(annotation);
        }
    }

    /// @return the register before the first decorator
    private int decorators(List<Expression> decorators) {
        int base = function.mark();
        decorators.forEach(decorator -> {
            int d = function.temporary();
            expressions.into(decorator, d);
        });
        return base;
    }

    private void decorate(List<Expression> decorators, int base, int d) {
        for (int i = decorators.size() - 1; i >= 0; i--) {
            int mark = function.mark();
            int arguments = function.temporary();
            function.emit(Opcode.MOVE, function.temporary(), d);
            function.at(decorators.get(i).at());
            function.emit(Opcode.CALL, d, base + i, arguments, 1);
            function.release(mark);
        }
    }

    void definition(Statement.ClassDefinition definition) {
        if (!definition.keywords().isEmpty()) {
            throw function.error(definition.at(), "keywords of a class, such as metaclass, are not supported");
        }
        if (definition.bases().size() > 1) {
            throw function.error(
                    definition.bases().get(1).at(),
                    "several bases are not supported; extend one class and hold the others in attributes");
        }
        int mark = function.mark();
        int decorators = decorators(definition.decorators());
        int base =
                definition.bases().isEmpty() ? -1 : baseClass(definition.bases().getFirst());
        int body = function.temporary();
        Scope scope = compiler.scope(definition);
        var inner = new FunctionBuilder(scope, compiler.source, compiler.lineStarts, List.of());
        inner.at(definition.at());
        describe(inner, function.scope.qualifiedName(definition.name()), compiler);
        var statements = new StatementCompiler(compiler, inner);
        Object documentation = statements.body(definition.body());
        inner.draft.documentation = documentation;
        if (scope.captured.contains(ScopeAnalyzer.CLASS_CELL)) {
            inner.emit(Opcode.RETURN, inner.register(ScopeAnalyzer.CLASS_CELL)); // receives the class
        } else {
            statements.returnNone();
        }
        function.at(definition.at());
        make(inner.finish(), body, inner.free());
        int d = function.temporary();
        function.emit(Opcode.MAKE_CLASS, d, function.literal(definition.name()), body, base);
        decorate(definition.decorators(), decorators, d);
        expressions.variables.store(definition.name(), d);
        function.release(mark);
    }

    private int baseClass(Expression base) {
        if (base instanceof Expression.Starred) {
            throw function.error(base.at(), "a base must be one class");
        }
        if (base instanceof Expression.Name name) {
            expressions.variables.checkBase(name);
        }
        int register = function.temporary();
        expressions.into(base, register);
        return register;
    }
}
