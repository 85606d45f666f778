package dev.interleave.language.compiler;

import dev.interleave.language.code.Opcode;
import dev.interleave.language.tree.Expression;
import dev.interleave.language.tree.Expression.Call;
import dev.interleave.language.tree.Expression.Keyword;
import dev.interleave.language.tree.Expression.Name;
import dev.interleave.language.tree.Expression.Starred;
import dev.interleave.language.value.TupleObject;
import java.util.List;

/// Emits calls.
final class CallCompiler {

    private final ExpressionCompiler expressions;
    private final FunctionBuilder function;

    CallCompiler(ExpressionCompiler expressions) {
        this.expressions = expressions;
        this.function = expressions.function;
    }

    /// @return whether it is `super()` in a method of a class
    boolean isSuper(Expression expression) {
        return expression instanceof Call call
                && call.function() instanceof Name name
                && name.id().equals("super")
                && call.positional().isEmpty()
                && call.keywords().isEmpty()
                && function.scope.free.contains(ScopeAnalyzer.CLASS_CELL)
                && !function.scope.parameters.isEmpty()
                && !function.scope.isComprehension;
    }

    void superCall(int d) {
        String first = function.scope.parameters.iterator().next();
        int self = function.register(first);
        if (function.scope.captured.contains(first)) {
            self = function.temporary();
            function.emit(Opcode.LOAD_CELL, self, function.register(first));
        }
        function.emit(Opcode.SUPER, d, function.register(ScopeAnalyzer.CLASS_CELL), self);
    }

    /// @param value the register of the function, or of the object whose method is called
    void call(Call call, int value, int d) {
        boolean hasStar = call.positional().stream().anyMatch(Starred.class::isInstance)
                || call.keywords().stream().anyMatch(keyword -> keyword.name() == null);
        boolean isMethod = call.function() instanceof Expression.Attribute;
        if (isMethod && !hasStar && call.keywords().isEmpty()) {
            method(call, (Expression.Attribute) call.function(), value, d);
            return;
        }
        int callee = value;
        if (call.function() instanceof Expression.Attribute attribute) {
            callee = function.temporary();
            function.at(attribute.at());
            function.emit(
                    Opcode.LOAD_ATTRIBUTE,
                    callee,
                    value,
                    function.literal(expressions.attributeName(attribute)),
                    function.cache());
        }
        if (hasStar || call.positional().size() + call.keywords().size() > DisplayCompiler.CHUNK) {
            spread(call, callee, d);
        } else if (call.keywords().isEmpty()) {
            int base = arguments(call.positional(), List.of());
            function.at(call.at());
            function.emit(Opcode.CALL, d, callee, base, call.positional().size());
        } else {
            int base = arguments(call.positional(), call.keywords());
            function.at(call.at());
            Object[] names = call.keywords().stream().map(this::keywordName).toArray();
            function.emit(
                    Opcode.CALL_KEYWORDS,
                    d,
                    callee,
                    base,
                    call.positional().size() + call.keywords().size(),
                    function.literal(new TupleObject(names)));
        }
    }

    @SuppressWarnings("NullAway") // asked for keywords with a name only
    private Object keywordName(Keyword keyword) {
        return function.scope.mangled(keyword.name());
    }

    private void method(Call call, Expression.Attribute attribute, int value, int d) {
        int literal = function.literal(expressions.attributeName(attribute));
        int base = arguments(call.positional(), List.of());
        function.at(call.at());
        function.emit(
                Opcode.CALL_METHOD, d, value, literal, base, call.positional().size(), function.cache());
    }

    /// @return the register before the first argument, kept free for an object
    private int arguments(List<Expression> positional, List<Keyword> keywords) {
        int base = function.temporary();
        positional.forEach(argument -> expressions.into(argument, function.temporary()));
        keywords.forEach(argument -> expressions.into(argument.value(), function.temporary()));
        return base;
    }

    private void spread(Call call, int callee, int d) {
        int list = function.temporary();
        function.emit(Opcode.BUILD_LIST, list, list, 0);
        for (Expression argument : call.positional()) {
            int mark = function.mark();
            if (argument instanceof Starred starred) {
                function.emit(Opcode.EXTEND, list, expressions.operand(starred.value()));
            } else {
                function.emit(Opcode.APPEND, list, expressions.operand(argument));
            }
            function.release(mark);
        }
        int dict = -1;
        if (!call.keywords().isEmpty()) {
            dict = function.temporary();
            function.emit(Opcode.BUILD_DICT, dict, dict, 0);
            for (Keyword argument : call.keywords()) {
                int mark = function.mark();
                if (argument.name() == null) {
                    function.emit(Opcode.DICT_MERGE, dict, expressions.operand(argument.value()), callee);
                } else {
                    int name = function.constant(keywordName(argument));
                    function.emit(Opcode.DICT_SET, dict, name, expressions.operand(argument.value()));
                }
                function.release(mark);
            }
        }
        function.at(call.at());
        function.emit(Opcode.CALL_SPREAD, d, callee, list, dict);
    }
}
