package dev.interleave.language.compiler;

import dev.interleave.language.code.Opcode;
import dev.interleave.language.tree.BinaryOperator;
import dev.interleave.language.tree.ComparisonOperator;
import dev.interleave.language.tree.Expression;
import dev.interleave.language.tree.Expression.Name;
import dev.interleave.language.tree.UnaryOperator;
import dev.interleave.language.value.Singleton;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Emits the instructions of expressions.
final class ExpressionCompiler {

    final Compiler compiler;
    final FunctionBuilder function;
    final VariableCompiler variables;
    private final CallCompiler calls;
    private final DisplayCompiler displays;

    ExpressionCompiler(Compiler compiler, FunctionBuilder function, VariableCompiler variables) {
        this.compiler = compiler;
        this.function = function;
        this.variables = variables;
        this.calls = new CallCompiler(this);
        this.displays = new DisplayCompiler(this);
    }

    /// @return the register of the value; of a variable or constant where possible, which must not be changed
    int operand(Expression expression) {
        Object constant = Literals.value(expression);
        if (constant != null) {
            return function.constant(constant);
        }
        function.at(expression.at());
        if (expression instanceof Name name) {
            return variables.operand(name.id(), name.at());
        }
        int d = function.temporary();
        into(expression, d);
        return d;
    }

    /// Evaluates an expression into a register, which changes last.
    void into(Expression expression, int d) {
        Object constant = Literals.value(expression);
        function.at(expression.at());
        if (constant != null) {
            function.emit(Opcode.MOVE, d, function.constant(constant));
            return;
        }
        int mark = function.mark();
        if (expression instanceof Name name) {
            variables.into(name.id(), d, name.at());
        } else if (isSpine(expression)) {
            spine(expression, d);
        } else {
            other(expression, d);
        }
        function.release(mark);
    }

    void discard(Expression expression) {
        int mark = function.mark();
        operand(expression);
        function.release(mark);
    }

    // --- chains of operators, attributes, subscripts and calls, without recursion to the left

    private static boolean isSpine(Expression e) {
        return e instanceof Expression.Binary
                || e instanceof Expression.Attribute
                || e instanceof Expression.Subscript
                || e instanceof Expression.Call;
    }

    private static Expression left(Expression e) {
        return switch (e) {
            case Expression.Binary binary -> binary.left();
            case Expression.Attribute attribute -> attribute.value();
            case Expression.Subscript subscript -> subscript.value();
            case Expression.Call call ->
                call.function() instanceof Expression.Attribute method ? method.value() : call.function();
            default -> throw new IllegalStateException();
        };
    }

    private void spine(Expression expression, int d) {
        Deque<Expression> spine = new ArrayDeque<>();
        Expression e = expression;
        while (isSpine(e) && !calls.isSuper(e) && Literals.value(e) == null) {
            spine.push(e);
            e = left(e);
        }
        if (spine.isEmpty()) {
            calls.superCall(d);
            return;
        }
        int step = d;
        if (spine.size() > 1 && !function.isTemporary(d)) {
            step = function.temporary();
        }
        int value = calls.isSuper(e) ? superOperand() : operand(e);
        while (!spine.isEmpty()) {
            Expression node = spine.pop();
            int into = spine.isEmpty() ? d : step;
            int mark = function.mark();
            link(node, value, into);
            function.release(mark);
            value = into;
        }
    }

    private int superOperand() {
        int register = function.temporary();
        calls.superCall(register);
        return register;
    }

    private void link(Expression node, int value, int d) {
        switch (node) {
            case Expression.Binary binary -> {
                int right = operand(binary.right());
                function.at(binary.at());
                function.emit(opcode(binary.operator()), d, value, right);
            }
            case Expression.Attribute attribute -> {
                function.at(attribute.at());
                function.emit(
                        Opcode.LOAD_ATTRIBUTE, d, value, function.literal(attributeName(attribute)), function.cache());
            }
            case Expression.Subscript subscript -> {
                int index = index(subscript.index());
                function.at(subscript.at());
                function.emit(Opcode.SUBSCRIPT, d, value, index);
            }
            case Expression.Call call -> calls.call(call, value, d);
            default -> throw new IllegalStateException();
        }
    }

    static int opcode(BinaryOperator operator) {
        return switch (operator) {
            case ADD -> Opcode.ADD;
            case SUBTRACT -> Opcode.SUBTRACT;
            case MULTIPLY -> Opcode.MULTIPLY;
            case DIVIDE -> Opcode.DIVIDE;
            case FLOOR_DIVIDE -> Opcode.FLOOR_DIVIDE;
            case MODULO -> Opcode.MODULO;
            case POWER -> Opcode.POWER;
            case SHIFT_LEFT -> Opcode.SHIFT_LEFT;
            case SHIFT_RIGHT -> Opcode.SHIFT_RIGHT;
            case BIT_AND -> Opcode.BIT_AND;
            case BIT_OR -> Opcode.BIT_OR;
            case BIT_XOR -> Opcode.BIT_XOR;
            case MATRIX_MULTIPLY -> Opcode.MATRIX_MULTIPLY;
        };
    }

    /// @return the name, if programs can use it
    String attributeName(Expression.Attribute attribute) {
        String name = attribute.name();
        boolean isSpecial = name.startsWith("__") && name.endsWith("__") && name.length() > 4;
        if (isSpecial && !compiler.isLibrary && !Unsupported.ATTRIBUTES.contains(name)) {
            throw function.error(attribute.at(), "the attribute '" + name + "' is not supported");
        }
        return function.scope.mangled(name);
    }

    /// @return the register of an index, which may be a slice
    int index(Expression index) {
        if (!(index instanceof Expression.Slice slice)) {
            return operand(index);
        }
        int base = function.temporary();
        function.temporary();
        function.temporary();
        bound(slice.lower(), base);
        bound(slice.upper(), base + 1);
        bound(slice.step(), base + 2);
        function.emit(Opcode.BUILD_SLICE, base, base);
        return base;
    }

    private void bound(@Nullable Expression bound, int d) {
        if (bound == null) {
            function.emit(Opcode.MOVE, d, function.constant(Singleton.NONE));
        } else {
            into(bound, d);
        }
    }

    // --- everything else

    private void other(Expression expression, int d) {
        switch (expression) {
            case Expression.Unary e -> unary(e, d);
            case Expression.Logical e -> logical(e, d);
            case Expression.Comparison e -> comparison(e, d);
            case Expression.Conditional e -> conditional(e, d);
            case Expression.Walrus e -> {
                int value = operand(e.value());
                variables.store(e.target().id(), value);
                function.emit(Opcode.MOVE, d, value);
            }
            case Expression.Lambda e -> displays.lambda(e, d);
            case Expression.Comprehension e -> displays.comprehension(e, d);
            case Expression.Yield e -> {
                int value = e.value() == null ? function.constant(Singleton.NONE) : operand(e.value());
                function.emit(Opcode.YIELD, d, value);
            }
            case Expression.YieldFrom e -> {
                int iterator = function.temporary();
                into(e.iterable(), iterator);
                function.emit(Opcode.GET_ITERATOR, iterator, iterator);
                int sent = function.temporary();
                function.emit(Opcode.MOVE, sent, function.constant(Singleton.NONE));
                function.emit(Opcode.YIELD_FROM, sent, iterator);
                function.emit(Opcode.MOVE, d, sent);
            }
            case Expression.Slice e -> function.emit(Opcode.MOVE, d, index(e));
            case Expression.Starred e -> throw function.error(e.at(), "can't use starred expression here");
            case Expression.FormattedString e -> displays.formatted(e, d);
            case Expression.FormattedField e -> displays.field(e, d);
            case Expression.TupleDisplay e -> displays.sequence(e.elements(), d, DisplayCompiler.Kind.TUPLE);
            case Expression.ListDisplay e -> displays.sequence(e.elements(), d, DisplayCompiler.Kind.LIST);
            case Expression.SetDisplay e -> displays.sequence(e.elements(), d, DisplayCompiler.Kind.SET);
            case Expression.DictDisplay e -> displays.dict(e.entries(), d);
            case Name _,
                    Expression.Binary _,
                    Expression.Attribute _,
                    Expression.Subscript _,
                    Expression.Call _,
                    Expression.NoneLiteral _,
                    Expression.EllipsisLiteral _,
                    Expression.BooleanLiteral _,
                    Expression.IntegerLiteral _,
                    Expression.FloatLiteral _,
                    Expression.StringLiteral _,
                    Expression.BytesLiteral _ -> throw new IllegalStateException();
        }
    }

    private void unary(Expression.Unary e, int d) {
        int operand = operand(e.operand());
        function.at(e.at());
        function.emit(
                switch (e.operator()) {
                    case NOT -> Opcode.NOT;
                    case MINUS -> Opcode.NEGATE;
                    case PLUS -> Opcode.POSITIVE;
                    case INVERT -> Opcode.INVERT;
                },
                d,
                operand);
    }

    /// @return the register itself if it is temporary, otherwise a new one: a variable changes last
    private int scratch(int d) {
        return function.isTemporary(d) ? d : function.temporary();
    }

    private void move(int d, int from) {
        if (d != from) {
            function.emit(Opcode.MOVE, d, from);
        }
    }

    private void logical(Expression.Logical e, int d) {
        int result = scratch(d);
        int end = function.label();
        BitSet assigned = null;
        List<Expression> operands = e.operands();
        for (int i = 0; i < operands.size(); i++) {
            into(operands.get(i), result);
            if (i == 0) {
                assigned = (BitSet) function.assigned.clone();
            }
            if (i < operands.size() - 1) {
                function.jump(e.isAnd() ? Opcode.JUMP_IF_FALSE : Opcode.JUMP_IF_TRUE, end, result);
            }
        }
        function.assigned = assigned == null ? function.assigned : assigned;
        function.place(end);
        move(d, result);
    }

    private void conditional(Expression.Conditional e, int d) {
        int result = scratch(d);
        int otherwise = function.label();
        int end = function.label();
        jumpUnless(e.test(), otherwise);
        BitSet assigned = (BitSet) function.assigned.clone();
        into(e.then(), result);
        function.jump(Opcode.JUMP, end);
        function.place(otherwise);
        function.assigned = (BitSet) assigned.clone();
        into(e.otherwise(), result);
        function.assigned = assigned;
        function.place(end);
        move(d, result);
    }

    private void comparison(Expression.Comparison e, int d) {
        int result = e.operators().size() == 1 ? d : scratch(d);
        int end = function.label();
        int left = operand(e.first());
        for (int i = 0; i < e.operators().size(); i++) {
            int right = operand(e.operands().get(i));
            function.at(e.at());
            function.emit(opcode(e.operators().get(i)), result, left, right);
            if (i < e.operators().size() - 1) {
                function.jump(Opcode.JUMP_IF_FALSE, end, result);
            }
            left = right;
        }
        function.place(end);
        move(d, result);
    }

    private static int opcode(ComparisonOperator operator) {
        return switch (operator) {
            case EQUAL -> Opcode.EQUAL;
            case NOT_EQUAL -> Opcode.NOT_EQUAL;
            case LESS -> Opcode.LESS;
            case LESS_OR_EQUAL -> Opcode.LESS_OR_EQUAL;
            case GREATER -> Opcode.GREATER;
            case GREATER_OR_EQUAL -> Opcode.GREATER_OR_EQUAL;
            case IS -> Opcode.IS;
            case IS_NOT -> Opcode.IS_NOT;
            case IN -> Opcode.IN;
            case NOT_IN -> Opcode.NOT_IN;
        };
    }

    // --- conditions

    /// Continues behind, or at a label if the condition is false.
    void jumpUnless(Expression condition, int label) {
        condition(condition, label, false);
    }

    private void condition(Expression condition, int label, boolean jumpsIf) {
        int mark = function.mark();
        switch (condition) {
            case Expression.Unary e when e.operator() == UnaryOperator.NOT -> condition(e.operand(), label, !jumpsIf);
            case Expression.Logical e
            when e.isAnd() != jumpsIf -> {
                condition(e.operands().getFirst(), label, jumpsIf);
                BitSet assigned = (BitSet) function.assigned.clone();
                e.operands().subList(1, e.operands().size()).forEach(operand -> condition(operand, label, jumpsIf));
                function.assigned = assigned;
            }
            case Expression.Comparison e
            when !jumpsIf && e.operators().size() == 1 && isOrdering(e) -> {
                int left = operand(e.first());
                int right = operand(e.operands().getFirst());
                int result = function.temporary();
                function.at(e.at());
                int unless = opcode(e.operators().getFirst()) - Opcode.EQUAL + Opcode.UNLESS_EQUAL;
                function.jump(unless, label, result, left, right);
                function.jump(Opcode.JUMP_IF_FALSE, label, result);
            }
            default -> {
                int value = operand(condition);
                function.jump(jumpsIf ? Opcode.JUMP_IF_TRUE : Opcode.JUMP_IF_FALSE, label, value);
            }
        }
        function.release(mark);
    }

    private static boolean isOrdering(Expression.Comparison e) {
        return switch (e.operators().getFirst()) {
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> true;
            case IS, IS_NOT, IN, NOT_IN -> false;
        };
    }
}
