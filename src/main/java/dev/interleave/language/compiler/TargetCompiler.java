package dev.interleave.language.compiler;

import dev.interleave.language.code.Opcode;
import dev.interleave.language.tree.Expression;
import dev.interleave.language.tree.Expression.ListDisplay;
import dev.interleave.language.tree.Expression.Name;
import dev.interleave.language.tree.Expression.Starred;
import dev.interleave.language.tree.Expression.TupleDisplay;
import java.util.List;

/// Emits assignments to targets, and deletions of them.
final class TargetCompiler {

    private final ExpressionCompiler expressions;
    private final FunctionBuilder function;

    TargetCompiler(ExpressionCompiler expressions) {
        this.expressions = expressions;
        this.function = expressions.function;
    }

    /// Assigns a register.
    void assign(Expression target, int value) {
        int mark = function.mark();
        function.at(target.at());
        switch (target) {
            case Name name -> expressions.variables.store(name.id(), value);
            case Expression.Attribute attribute -> {
                int object = expressions.operand(attribute.value());
                function.at(attribute.at());
                function.emit(
                        Opcode.STORE_ATTRIBUTE,
                        object,
                        function.literal(expressions.attributeName(attribute)),
                        value,
                        function.cache());
            }
            case Expression.Subscript subscript -> {
                int object = expressions.operand(subscript.value());
                int index = expressions.index(subscript.index());
                function.at(subscript.at());
                function.emit(Opcode.STORE_SUBSCRIPT, object, index, value);
            }
            case TupleDisplay tuple -> unpack(tuple.elements(), value);
            case ListDisplay list -> unpack(list.elements(), value);
            default -> throw function.error(target.at(), "cannot assign to expression");
        }
        function.release(mark);
    }

    private void unpack(List<Expression> targets, int value) {
        int rest = -1;
        for (int i = 0; i < targets.size(); i++) {
            if (targets.get(i) instanceof Starred starred) {
                if (rest >= 0) {
                    throw function.error(starred.at(), "multiple starred expressions in assignment");
                }
                rest = i;
            }
        }
        int n = targets.size();
        int sequence = function.temporary();
        function.emit(Opcode.SEQUENCE, sequence, value, rest < 0 ? n : -n);
        int base = function.mark();
        targets.forEach(_ -> function.temporary());
        if (rest < 0) {
            function.emit(Opcode.UNPACK, base, sequence, n);
        } else {
            function.emit(Opcode.UNPACK_REST, base, sequence, rest, n - rest - 1);
        }
        for (int i = 0; i < n; i++) {
            Expression target = targets.get(i);
            assign(target instanceof Starred starred ? starred.value() : target, base + i);
        }
    }

    /// Emits the head of a loop: the next element goes to the target.
    void loop(Expression target, int iterator, int end) {
        int direct = target instanceof Name name ? expressions.variables.target(name.id()) : -1;
        if (direct >= 0 && target instanceof Name name) {
            function.jump(Opcode.FOR, end, direct, iterator);
            expressions.variables.assigned(name.id());
            return;
        }
        int mark = function.mark();
        int element = function.temporary();
        function.jump(Opcode.FOR, end, element, iterator);
        assign(target, element);
        function.release(mark);
    }

    void delete(Expression target) {
        int mark = function.mark();
        function.at(target.at());
        switch (target) {
            case Name name -> expressions.variables.delete(name.id());
            case Expression.Attribute attribute -> {
                int object = expressions.operand(attribute.value());
                function.emit(Opcode.DELETE_ATTRIBUTE, object, function.literal(expressions.attributeName(attribute)));
            }
            case Expression.Subscript subscript -> {
                int object = expressions.operand(subscript.value());
                function.emit(Opcode.DELETE_SUBSCRIPT, object, expressions.index(subscript.index()));
            }
            case TupleDisplay tuple -> tuple.elements().forEach(this::delete);
            case ListDisplay list -> list.elements().forEach(this::delete);
            default -> throw function.error(target.at(), "cannot delete expression");
        }
        function.release(mark);
    }
}
