package dev.interleave.language.compiler;

import dev.interleave.language.code.Opcode;
import dev.interleave.language.tree.Expression;
import dev.interleave.language.tree.Expression.Name;
import dev.interleave.language.tree.Expression.StringLiteral;
import dev.interleave.language.tree.Statement;
import dev.interleave.language.value.Singleton;
import dev.interleave.language.value.Types;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Emits the instructions of statements.
final class StatementCompiler {

    final Compiler compiler;
    final FunctionBuilder function;
    final ExpressionCompiler expressions;
    final TargetCompiler targets;
    private final VariableCompiler variables;
    private final TryCompiler tries;

    StatementCompiler(Compiler compiler, FunctionBuilder function) {
        this.compiler = compiler;
        this.function = function;
        this.variables = new VariableCompiler(compiler, function);
        this.expressions = new ExpressionCompiler(compiler, function, variables);
        this.targets = new TargetCompiler(expressions);
        this.tries = new TryCompiler(this);
    }

    /// Compiles a whole body.
    ///
    /// @return its documentation, or null
    @Nullable
    Object body(List<Statement> statements) {
        block(statements);
        return !statements.isEmpty()
                        && statements.getFirst() instanceof Statement.ExpressionStatement s
                        && s.value() instanceof StringLiteral text
                ? text.value()
                : null;
    }

    void returnNone() {
        function.emit(Opcode.RETURN, none());
    }

    int none() {
        return function.constant(Singleton.NONE);
    }

    void block(List<Statement> statements) {
        statements.forEach(this::statement);
    }

    private void statement(Statement statement) {
        int mark = function.mark();
        function.at(statement.at());
        switch (statement) {
            case Statement.ExpressionStatement s -> {
                if (Literals.value(s.value()) == null) {
                    expressions.discard(s.value());
                }
            }
            case Statement.Assignment s -> assignment(s);
            case Statement.AugmentedAssignment s -> augmented(s);
            case Statement.AnnotatedAssignment s -> annotated(s);
            case Statement.Return s -> returns(s);
            case Statement.Delete s -> s.targets().forEach(targets::delete);
            case Statement.Raise s -> raise(s);
            case Statement.Assert s -> assertion(s);
            case Statement.Import s -> s.modules().forEach(this::importModule);
            case Statement.ImportFrom s -> importFrom(s);
            case Statement.If s -> conditional(s);
            case Statement.While s -> whileLoop(s);
            case Statement.For s -> forLoop(s);
            case Statement.Try s -> tries.compile(s);
            case Statement.With s -> tries.compile(s, 0);
            case Statement.FunctionDefinition s -> new FunctionCompiler(expressions).definition(s);
            case Statement.ClassDefinition s -> new FunctionCompiler(expressions).definition(s);
            case Statement.Match s -> new MatchCompiler(this).compile(s);
            case Statement.Break s -> tries.leaveLoop(s.at(), true);
            case Statement.Continue s -> tries.leaveLoop(s.at(), false);
            case Statement.Pass _, Statement.Global _, Statement.Nonlocal _ -> {}
        }
        function.release(mark);
    }

    // --- assignments

    private void assignment(Statement.Assignment s) {
        Expression target = s.targets().getFirst();
        int direct = s.targets().size() == 1 && target instanceof Name name ? variables.target(name.id()) : -1;
        if (direct >= 0 && target instanceof Name name) {
            expressions.into(s.value(), direct);
            variables.assigned(name.id());
            return;
        }
        int value = stable(s.value());
        s.targets().forEach(t -> targets.assign(t, value));
    }

    /// @return a register that no assignment to a variable changes
    private int stable(Expression value) {
        int register = expressions.operand(value);
        if (value instanceof Name && !function.isTemporary(register) && Literals.value(value) == null) {
            int copy = function.temporary();
            function.emit(Opcode.MOVE, copy, register);
            return copy;
        }
        return register;
    }

    private void augmented(Statement.AugmentedAssignment s) {
        int opcode = ExpressionCompiler.opcode(s.operator()) - Opcode.ADD + Opcode.INPLACE_ADD;
        switch (s.target()) {
            case Name name -> {
                int direct = variables.target(name.id());
                int value = expressions.operand(name);
                int operand = expressions.operand(s.value());
                function.at(s.at());
                int d = direct >= 0 ? direct : function.temporary();
                function.emit(opcode, d, value, operand);
                variables.store(name.id(), d);
            }
            case Expression.Attribute attribute -> {
                int object = expressions.operand(attribute.value());
                int literal = function.literal(expressions.attributeName(attribute));
                int d = function.temporary();
                function.at(attribute.at());
                function.emit(Opcode.LOAD_ATTRIBUTE, d, object, literal, function.cache());
                int operand = expressions.operand(s.value());
                function.at(s.at());
                function.emit(opcode, d, d, operand);
                function.emit(Opcode.STORE_ATTRIBUTE, object, literal, d, function.cache());
            }
            case Expression.Subscript subscript -> {
                int object = expressions.operand(subscript.value());
                int index = expressions.index(subscript.index());
                int d = function.temporary();
                function.at(subscript.at());
                function.emit(Opcode.SUBSCRIPT, d, object, index);
                int operand = expressions.operand(s.value());
                function.at(s.at());
                function.emit(opcode, d, d, operand);
                function.emit(Opcode.STORE_SUBSCRIPT, object, index, d);
            }
            default -> throw function.error(s.target().at(), "illegal expression for augmented assignment");
        }
    }

    private void annotated(Statement.AnnotatedAssignment s) {
        if (s.value() != null) {
            assignment(new Statement.Assignment(s.at(), List.of(s.target()), s.value()));
        }
        if (function.scope.kind != Scope.Kind.FUNCTION) {
            expressions.discard(s.annotation());
        }
    }

    private void returns(Statement.Return s) {
        int value = s.value() == null ? none() : expressions.operand(s.value());
        if (tries.needsCleanup() && !function.isTemporary(value)) {
            int copy = function.temporary(); // what is cleaned up may assign the variable
            function.emit(Opcode.MOVE, copy, value);
            value = copy;
        }
        tries.leaveFunction();
        function.at(s.at());
        function.emit(Opcode.RETURN, value);
    }

    // --- exceptions

    private void raise(Statement.Raise s) {
        if (s.exception() == null) {
            function.emit(Opcode.RAISE_CURRENT);
            return;
        }
        int exception = expressions.operand(s.exception());
        if (s.cause() == null) {
            function.at(s.at());
            function.emit(Opcode.RAISE, exception);
        } else {
            int cause = expressions.operand(s.cause());
            function.at(s.at());
            function.emit(Opcode.RAISE_FROM, exception, cause);
        }
    }

    private void assertion(Statement.Assert s) {
        int fails = function.label();
        int end = function.label();
        expressions.jumpUnless(s.test(), fails);
        function.jump(Opcode.JUMP, end);
        function.place(fails);
        BitSet assigned = (BitSet) function.assigned.clone();
        int base = function.temporary();
        if (s.message() != null) {
            expressions.into(s.message(), function.temporary());
        }
        int exception = function.temporary();
        function.at(s.at());
        int type = function.constant(Types.ASSERTION_ERROR);
        function.emit(Opcode.CALL, exception, type, base, s.message() == null ? 0 : 1);
        function.emit(Opcode.RAISE, exception);
        function.assigned = assigned;
        function.place(end);
    }

    // --- imports

    private void importModule(Statement.Alias module) {
        known(module.name(), module.at());
        int d = function.temporary();
        function.emit(Opcode.IMPORT, d, function.literal(module.name()));
        variables.store(module.alias() != null ? module.alias() : module.name(), d);
    }

    private Set<String> known(String module, int at) {
        Set<String> names = compiler.environment.modules().get(module);
        if (names == null) {
            throw function.error(
                    at,
                    "the module '" + module + "' is not supported; supported are "
                            + String.join(", ", compiler.environment.modules().keySet()));
        }
        return names;
    }

    private void importFrom(Statement.ImportFrom s) {
        Set<String> names = known(s.module(), s.at());
        int module = function.temporary();
        function.emit(Opcode.IMPORT, module, function.literal(s.module()));
        for (Statement.Alias alias : s.names()) {
            if (alias.name().equals("*")) {
                names.stream().sorted().forEach(name -> importName(module, name, name));
            } else if (names.contains(alias.name()) || compiler.isLibrary) {
                importName(module, alias.name(), alias.alias() != null ? alias.alias() : alias.name());
            } else {
                throw function.error(
                        alias.at(), "the name '" + alias.name() + "' of module '" + s.module() + "' is not supported");
            }
        }
    }

    private void importName(int module, String name, String variable) {
        int mark = function.mark();
        int d = function.temporary();
        function.emit(Opcode.IMPORT_FROM, d, module, function.literal(name));
        variables.store(variable, d);
        function.release(mark);
    }

    // --- branches and loops

    private void conditional(Statement.If s) {
        int end = function.label();
        BitSet merged = null;
        for (Statement.Branch branch : s.branches()) {
            int next = function.label();
            function.at(branch.at());
            expressions.jumpUnless(branch.test(), next);
            BitSet before = (BitSet) function.assigned.clone();
            block(branch.body());
            function.jump(Opcode.JUMP, end);
            merged = merge(merged, function.assigned);
            function.assigned = before;
            function.place(next);
        }
        block(s.otherwise());
        function.assigned = merge(merged, function.assigned);
        function.place(end);
    }

    static BitSet merge(@Nullable BitSet merged, BitSet other) {
        if (merged != null) {
            other.and(merged);
        }
        return other;
    }

    private void whileLoop(Statement.While s) {
        int next = function.label();
        int otherwise = function.label();
        int end = function.label();
        BitSet before = (BitSet) function.assigned.clone();
        function.place(next);
        expressions.jumpUnless(s.test(), otherwise);
        loopBody(s.body(), next, end);
        function.assigned = (BitSet) before.clone();
        function.place(otherwise);
        block(s.otherwise());
        function.assigned = before;
        function.place(end);
    }

    private void forLoop(Statement.For s) {
        int next = function.label();
        int otherwise = function.label();
        int end = function.label();
        int iterator = function.temporary();
        expressions.into(s.iterable(), iterator);
        function.at(s.iterable().at());
        function.emit(Opcode.GET_ITERATOR, iterator, iterator);
        BitSet before = (BitSet) function.assigned.clone();
        function.place(next);
        function.at(s.at());
        targets.loop(s.target(), iterator, otherwise);
        loopBody(s.body(), next, end);
        function.assigned = (BitSet) before.clone();
        function.place(otherwise);
        block(s.otherwise());
        function.assigned = before;
        function.place(end);
        function.emit(Opcode.CLEAR, iterator);
    }

    private void loopBody(List<Statement> body, int next, int end) {
        tries.push(new Block.Loop(next, end));
        block(body);
        tries.pop();
        function.jump(Opcode.JUMP, next);
    }
}
