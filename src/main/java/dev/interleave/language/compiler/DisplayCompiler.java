package dev.interleave.language.compiler;

import dev.interleave.language.code.Code;
import dev.interleave.language.code.Opcode;
import dev.interleave.language.tree.Expression;
import dev.interleave.language.tree.Expression.Clause;
import dev.interleave.language.tree.Expression.Comprehension;
import dev.interleave.language.tree.Expression.Entry;
import dev.interleave.language.tree.Expression.FormattedField;
import dev.interleave.language.tree.Expression.FormattedString;
import dev.interleave.language.tree.Expression.Starred;
import dev.interleave.language.tree.Expression.StringLiteral;
import dev.interleave.language.value.Singleton;
import java.util.List;

/// Emits displays, comprehensions, f-strings and lambdas.
final class DisplayCompiler {

    enum Kind {
        LIST,
        TUPLE,
        SET
    }

    /// The largest number of values that are collected in registers.
    static final int CHUNK = 60;

    private final ExpressionCompiler expressions;
    private final FunctionBuilder function;

    DisplayCompiler(ExpressionCompiler expressions) {
        this.expressions = expressions;
        this.function = expressions.function;
    }

    void sequence(List<Expression> elements, int d, Kind kind) {
        if (elements.size() <= CHUNK && elements.stream().noneMatch(Starred.class::isInstance)) {
            int base = values(elements);
            function.emit(
                    switch (kind) {
                        case LIST -> Opcode.BUILD_LIST;
                        case TUPLE -> Opcode.BUILD_TUPLE;
                        case SET -> Opcode.BUILD_SET;
                    },
                    d,
                    base,
                    elements.size());
            return;
        }
        int result = function.temporary();
        boolean isSet = kind == Kind.SET;
        function.emit(isSet ? Opcode.BUILD_SET : Opcode.BUILD_LIST, result, result, 0);
        for (Expression element : elements) {
            int mark = function.mark();
            if (element instanceof Starred starred) {
                int value = expressions.operand(starred.value());
                function.emit(isSet ? Opcode.SET_UPDATE : Opcode.EXTEND, result, value);
            } else {
                int value = expressions.operand(element);
                function.emit(isSet ? Opcode.SET_ADD : Opcode.APPEND, result, value);
            }
            function.release(mark);
        }
        function.emit(kind == Kind.TUPLE ? Opcode.LIST_TO_TUPLE : Opcode.MOVE, d, result);
    }

    private int values(List<Expression> elements) {
        int base = function.mark();
        elements.forEach(element -> expressions.into(element, function.temporary()));
        return base;
    }

    void dict(List<Entry> entries, int d) {
        boolean isPlain = entries.size() <= CHUNK / 2 && entries.stream().noneMatch(e -> e.key() == null);
        if (isPlain) {
            int base = function.mark();
            for (Entry entry : entries) {
                if (entry.key() != null) {
                    expressions.into(entry.key(), function.temporary());
                    expressions.into(entry.value(), function.temporary());
                }
            }
            function.emit(Opcode.BUILD_DICT, d, base, entries.size());
            return;
        }
        int result = function.temporary();
        function.emit(Opcode.BUILD_DICT, result, result, 0);
        for (Entry entry : entries) {
            int mark = function.mark();
            if (entry.key() == null) {
                function.emit(Opcode.DICT_UPDATE, result, expressions.operand(entry.value()));
            } else {
                int key = expressions.operand(entry.key());
                function.emit(Opcode.DICT_SET, result, key, expressions.operand(entry.value()));
            }
            function.release(mark);
        }
        function.emit(Opcode.MOVE, d, result);
    }

    // --- f-strings

    void formatted(FormattedString string, int d) {
        if (string.parts().size() > CHUNK) {
            throw function.error(string.at(), "this f-string has too many fields; split it");
        }
        int base = function.mark();
        for (Expression part : string.parts()) {
            int register = function.temporary();
            if (part instanceof FormattedField field) {
                int mark = function.mark();
                field(field, register);
                function.release(mark);
            } else {
                expressions.into(part, register);
            }
        }
        function.emit(Opcode.JOIN, d, base, string.parts().size());
    }

    void field(FormattedField field, int d) {
        int value = expressions.operand(field.value());
        int format = -1;
        if (field.format() != null) {
            List<Expression> parts = field.format().parts();
            if (parts.size() == 1 && parts.getFirst() instanceof StringLiteral text) {
                format = function.constant(text.value());
            } else {
                format = function.temporary();
                formatted(field.format(), format);
            }
        }
        function.at(field.at());
        function.emit(Opcode.FORMAT, d, value, field.conversion(), format);
    }

    // --- inner functions

    void lambda(Expression.Lambda lambda, int d) {
        var functions = new FunctionCompiler(expressions);
        Code code = functions.compile(lambda, "<lambda>", lambda.parameters(), inner -> {
            int value = inner.expressions.operand(lambda.body());
            inner.function.emit(Opcode.RETURN, value);
        });
        functions.make(code, lambda.parameters(), d);
    }

    void comprehension(Comprehension comprehension, int d) {
        Scope scope = expressions.compiler.scope(comprehension);
        var inner =
                new FunctionBuilder(scope, expressions.compiler.source, expressions.compiler.lineStarts, List.of(".0"));
        inner.at(comprehension.at());
        FunctionCompiler.describe(inner, expressions.function.scope.qualifiedName(scope.name), expressions.compiler);
        inner.draft.signature = new Code.Signature(List.of(".0"), 0, 1, false, false);
        var statements = new StatementCompiler(expressions.compiler, inner);
        new DisplayCompiler(statements.expressions).collect(comprehension);
        int base = function.temporary();
        int argument = function.temporary();
        expressions.into(comprehension.clauses().getFirst().iterable(), argument);
        function.at(comprehension.at());
        function.emit(Opcode.GET_ITERATOR, argument, argument);
        int callee = function.temporary();
        new FunctionCompiler(expressions).make(inner.finish(), callee, inner.free());
        function.emit(Opcode.CALL, d, callee, base, 1);
    }

    private void collect(Comprehension comprehension) {
        int result = function.temporary();
        switch (comprehension.kind()) {
            case LIST -> function.emit(Opcode.BUILD_LIST, result, result, 0);
            case SET -> function.emit(Opcode.BUILD_SET, result, result, 0);
            case DICT -> function.emit(Opcode.BUILD_DICT, result, result, 0);
            case GENERATOR -> function.emit(Opcode.MOVE, result, function.constant(Singleton.NONE));
        }
        clause(comprehension, 0, result);
        function.emit(Opcode.RETURN, result);
    }

    private void clause(Comprehension comprehension, int number, int result) {
        if (number == comprehension.clauses().size()) {
            element(comprehension, result);
            return;
        }
        Clause clause = comprehension.clauses().get(number);
        int iterator = function.temporary();
        if (number == 0) {
            function.emit(Opcode.MOVE, iterator, function.register(".0"));
        } else {
            expressions.into(clause.iterable(), iterator);
            function.emit(Opcode.GET_ITERATOR, iterator, iterator);
        }
        int next = function.label();
        int end = function.label();
        function.place(next);
        new TargetCompiler(expressions).loop(clause.target(), iterator, end);
        for (Expression condition : clause.conditions()) {
            expressions.jumpUnless(condition, next);
        }
        clause(comprehension, number + 1, result);
        function.jump(Opcode.JUMP, next);
        function.place(end);
    }

    private void element(Comprehension comprehension, int result) {
        int mark = function.mark();
        int value = expressions.operand(comprehension.element());
        switch (comprehension.kind()) {
            case LIST -> function.emit(Opcode.APPEND, result, value);
            case SET -> function.emit(Opcode.SET_ADD, result, value);
            case DICT -> {
                if (comprehension.value() != null) {
                    function.emit(Opcode.DICT_SET, result, value, expressions.operand(comprehension.value()));
                }
            }
            case GENERATOR -> function.emit(Opcode.YIELD, function.temporary(), value);
        }
        function.release(mark);
    }
}
