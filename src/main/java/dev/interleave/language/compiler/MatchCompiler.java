package dev.interleave.language.compiler;

import dev.interleave.language.code.Opcode;
import dev.interleave.language.tree.Expression;
import dev.interleave.language.tree.Pattern;
import dev.interleave.language.tree.Statement;
import dev.interleave.language.value.TupleObject;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Emits `match`. Helpers of the library take subjects apart; names are bound when a whole pattern has matched.
final class MatchCompiler {

    private final StatementCompiler statements;
    private final ExpressionCompiler expressions;
    private final FunctionBuilder function;
    private final Map<String, Integer> captures = new LinkedHashMap<>();

    MatchCompiler(StatementCompiler statements) {
        this.statements = statements;
        this.expressions = statements.expressions;
        this.function = statements.function;
    }

    void compile(Statement.Match s) {
        int subject = function.temporary();
        expressions.into(s.subject(), subject);
        int end = function.label();
        BitSet before = (BitSet) function.assigned.clone();
        BitSet merged = null;
        for (Statement.Case c : s.cases()) {
            int mark = function.mark();
            int next = function.label();
            function.assigned = (BitSet) before.clone();
            captures.clear();
            pattern(c.pattern(), subject, next);
            captures.forEach(expressions.variables::store);
            if (c.guard() != null) {
                expressions.jumpUnless(c.guard(), next);
            }
            statements.block(c.body());
            function.jump(Opcode.JUMP, end);
            merged = StatementCompiler.merge(merged, function.assigned);
            function.place(next);
            function.release(mark);
        }
        function.assigned = StatementCompiler.merge(merged, before);
        function.place(end);
    }

    private void pattern(Pattern pattern, int subject, int fail) {
        function.at(pattern.at());
        switch (pattern) {
            case Pattern.Value p -> test(Opcode.EQUAL, p.value(), subject, fail);
            case Pattern.Singleton p -> test(Opcode.IS, p.value(), subject, fail);
            case Pattern.Capture p -> {
                if (p.pattern() != null) {
                    pattern(p.pattern(), subject, fail);
                }
                capture(p.name(), subject);
            }
            case Pattern.Sequence p -> sequence(p, subject, fail);
            case Pattern.Mapping p -> mapping(p, subject, fail);
            case Pattern.Instance p -> instance(p, subject, fail);
            case Pattern.Alternatives p -> alternatives(p, subject, fail);
            case Pattern.Rest p -> capture(p.name(), subject);
        }
    }

    private void test(int opcode, Expression value, int subject, int fail) {
        int mark = function.mark();
        int operand = expressions.operand(value);
        int result = function.temporary();
        function.emit(opcode, result, subject, operand);
        function.jump(Opcode.JUMP_IF_FALSE, fail, result);
        function.release(mark);
    }

    private void capture(@Nullable String name, int subject) {
        if (name == null) {
            return;
        }
        Integer register = captures.get(name);
        if (register == null) {
            register = function.temporary();
            captures.put(name, register);
        }
        function.emit(Opcode.MOVE, register, subject);
    }

    private void sequence(Pattern.Sequence p, int subject, int fail) {
        int rest = -1;
        for (int i = 0; i < p.elements().size(); i++) {
            if (p.elements().get(i) instanceof Pattern.Rest) {
                rest = i;
            }
        }
        int n = p.elements().size();
        Object before = (long) (rest < 0 ? n : rest);
        Object after = (long) (rest < 0 ? -1 : n - rest - 1);
        int parts = helper("_match_sequence", fail, subject, function.constant(before), function.constant(after));
        parts(p.elements(), parts, fail);
    }

    private void mapping(Pattern.Mapping p, int subject, int fail) {
        int keys = function.temporary();
        new DisplayCompiler(expressions).sequence(p.keys(), keys, DisplayCompiler.Kind.TUPLE);
        int parts = helper("_match_mapping", fail, subject, keys, function.constant((Object) (p.rest() != null)));
        int base = unpack(parts, p.values().size() + (p.rest() == null ? 0 : 1));
        for (int i = 0; i < p.values().size(); i++) {
            pattern(p.values().get(i), base + i, fail);
        }
        capture(p.rest(), base + p.values().size());
    }

    private void instance(Pattern.Instance p, int subject, int fail) {
        int type = expressions.operand(p.type());
        int count = function.constant((Object) (long) p.positional().size());
        int names = function.constant(TupleObject.of(p.names().toArray()));
        int parts = helper("_match_class", fail, subject, type, count, names);
        int base = unpack(parts, p.positional().size() + p.named().size());
        for (int i = 0; i < p.positional().size(); i++) {
            pattern(p.positional().get(i), base + i, fail);
        }
        for (int i = 0; i < p.named().size(); i++) {
            pattern(p.named().get(i), base + p.positional().size() + i, fail);
        }
    }

    private void alternatives(Pattern.Alternatives p, int subject, int fail) {
        int matched = function.label();
        for (int i = 0; i < p.patterns().size(); i++) {
            boolean isLast = i == p.patterns().size() - 1;
            int next = isLast ? fail : function.label();
            pattern(p.patterns().get(i), subject, next);
            if (!isLast) {
                function.jump(Opcode.JUMP, matched);
                function.place(next);
            }
        }
        function.place(matched);
    }

    private void parts(List<Pattern> patterns, int parts, int fail) {
        int base = unpack(parts, patterns.size());
        for (int i = 0; i < patterns.size(); i++) {
            pattern(patterns.get(i), base + i, fail);
        }
    }

    private int unpack(int parts, int count) {
        int base = function.mark();
        for (int i = 0; i < count; i++) {
            function.temporary();
        }
        function.emit(Opcode.UNPACK, base, parts, count);
        return base;
    }

    /// Calls a helper, and continues at a label if it finds nothing.
    ///
    /// @return the register of the list of what it found
    @SuppressWarnings("NullAway") // the helpers exist
    private int helper(String name, int fail, int... arguments) {
        int base = function.temporary();
        for (int argument : arguments) {
            function.emit(Opcode.MOVE, function.temporary(), argument);
        }
        Object helper = statements.compiler.environment.helpers().get(name);
        function.emit(Opcode.CALL, base, function.constant(helper), base, arguments.length);
        int isNone = function.temporary();
        function.emit(Opcode.IS_NOT, isNone, base, statements.none());
        function.jump(Opcode.JUMP_IF_FALSE, fail, isNone);
        return base;
    }
}
