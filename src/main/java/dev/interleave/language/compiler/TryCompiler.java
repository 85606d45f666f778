package dev.interleave.language.compiler;

import dev.interleave.language.code.Opcode;
import dev.interleave.language.tree.Statement;
import dev.interleave.language.tree.Statement.ContextItem;
import dev.interleave.language.tree.Statement.Handler;
import dev.interleave.language.value.Types;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Emits `try` and `with`, and what has to be done when `return`, `break` and `continue` leave them: the statements
/// of a `finally` are repeated at each way out.
final class TryCompiler {

    private static final int MAX_DEPTH = 20;

    private final StatementCompiler statements;
    private final FunctionBuilder function;
    private List<Block> blocks = new ArrayList<>();

    TryCompiler(StatementCompiler statements) {
        this.statements = statements;
        this.function = statements.function;
    }

    void push(Block block) {
        blocks.add(block);
        if (blocks.size() > MAX_DEPTH) {
            throw function.error(0, "too many statically nested blocks");
        }
    }

    void pop() {
        blocks.removeLast();
    }

    // --- ways out

    boolean needsCleanup() {
        return blocks.stream().anyMatch(block -> !(block instanceof Block.Loop));
    }

    void leaveFunction() {
        leave(0);
    }

    void leaveLoop(int at, boolean isBreak) {
        for (int i = blocks.size() - 1; i >= 0; i--) {
            if (blocks.get(i) instanceof Block.Loop loop) {
                leave(i + 1);
                function.jump(Opcode.JUMP, isBreak ? loop.end() : loop.next());
                return;
            }
        }
        throw function.error(at, isBreak ? "'break' outside loop" : "'continue' not properly in loop");
    }

    /// Emits what the blocks from a depth on need on the way out, the innermost first.
    private void leave(int depth) {
        List<Block> all = blocks;
        BitSet assigned = (BitSet) function.assigned.clone();
        List<Block.Region> closed = new ArrayList<>();
        for (int i = all.size() - 1; i >= depth; i--) {
            Block.Region region = region(all.get(i));
            if (region != null) {
                region.close(function.position());
                closed.add(region);
            }
            blocks = new ArrayList<>(all.subList(0, i));
            switch (all.get(i)) {
                case Block.Cleanup cleanup -> statements.block(cleanup.statements());
                case Block.Context context -> exit(context.manager());
                case Block.Handling handling -> endHandling(handling.name(), handling.register());
                case Block.Region _, Block.Loop _ -> {}
            }
        }
        blocks = all;
        // The jump or return itself raises nothing: all regions go on behind it.
        int length = depth == 0 ? Opcode.length(Opcode.RETURN) : Opcode.length(Opcode.JUMP);
        closed.forEach(region -> region.start = function.position() + length);
        function.assigned = assigned;
    }

    private static Block.@Nullable Region region(Block block) {
        return switch (block) {
            case Block.Cleanup cleanup -> cleanup.region();
            case Block.Context context -> context.region();
            case Block.Handling handling -> handling.region();
            case Block.Region region -> region;
            case Block.Loop _ -> null;
        };
    }

    private Block.Region open(int target, int register) {
        return new Block.Region(target, register, function.position());
    }

    private void close(Block.Region region) {
        region.close(function.position());
        region.ranges.forEach(range -> function.handler(range[0], range[1], region.target, region.register));
    }

    // --- try

    void compile(Statement.Try s) {
        if (s.cleanup().isEmpty()) {
            handlers(s);
            return;
        }
        int exception = function.temporary();
        int target = function.label();
        int end = function.label();
        BitSet before = (BitSet) function.assigned.clone();
        Block.Region region = open(target, exception);
        push(new Block.Cleanup(region, s.cleanup()));
        if (s.handlers().isEmpty()) {
            statements.block(s.body());
        } else {
            handlers(s);
        }
        pop();
        close(region);
        BitSet after = (BitSet) function.assigned.clone();
        statements.block(s.cleanup());
        function.jump(Opcode.JUMP, end);
        BitSet normal = (BitSet) function.assigned.clone();
        function.place(target);
        function.assigned = before;
        int start = function.position();
        statements.block(s.cleanup());
        function.emit(Opcode.RERAISE, exception);
        function.handled(start, function.position(), exception);
        function.assigned = after;
        function.assigned.or(normal);
        function.place(end);
    }

    private void handlers(Statement.Try s) {
        int exception = function.temporary();
        int target = function.label();
        int end = function.label();
        BitSet before = (BitSet) function.assigned.clone();
        Block.Region region = open(target, exception);
        push(region);
        statements.block(s.body());
        pop();
        close(region);
        statements.block(s.otherwise());
        function.jump(Opcode.JUMP, end);
        BitSet merged = function.assigned;
        function.place(target);
        int start = function.position();
        for (Handler handler : s.handlers()) {
            function.assigned = (BitSet) before.clone();
            int next = function.label();
            handler(handler, exception, next, end);
            merged = StatementCompiler.merge(merged, function.assigned);
            function.place(next);
        }
        function.emit(Opcode.RERAISE, exception);
        function.handled(start, function.position(), exception);
        function.assigned = merged;
        function.place(end);
    }

    private void handler(Handler handler, int exception, int next, int end) {
        function.at(handler.at());
        if (handler.type() != null) {
            int mark = function.mark();
            int type = statements.expressions.operand(handler.type());
            int matches = function.temporary();
            function.emit(Opcode.MATCHES, matches, exception, type);
            function.jump(Opcode.JUMP_IF_FALSE, next, matches);
            function.release(mark);
        }
        String name = handler.name();
        int failure = function.temporary();
        int target = function.label();
        if (name != null) {
            statements.expressions.variables.store(name, exception);
        }
        Block.Region region = open(target, failure);
        push(new Block.Handling(region, name, exception));
        statements.block(handler.body());
        pop();
        region.close(function.position());
        endHandling(name, exception);
        function.jump(Opcode.JUMP, end);
        if (name != null) {
            region.ranges.forEach(range -> function.handler(range[0], range[1], target, failure));
            function.place(target);
            statements.expressions.variables.clear(name);
            function.emit(Opcode.RERAISE, failure);
        }
    }

    private void endHandling(@Nullable String name, int exception) {
        if (name != null) {
            statements.expressions.variables.clear(name);
        }
        function.emit(Opcode.CLEAR, exception);
    }

    // --- with

    void compile(Statement.With s, int item) {
        if (item == s.items().size()) {
            statements.block(s.body());
            return;
        }
        ContextItem context = s.items().get(item);
        int manager = function.temporary();
        statements.expressions.into(context.context(), manager);
        int value = function.temporary();
        function.at(context.context().at());
        function.emit(Opcode.CALL_SPECIAL, value, manager, function.literal("__enter__"), value, 0);
        int exception = function.temporary();
        int target = function.label();
        int end = function.label();
        Block.Region region = open(target, exception);
        push(new Block.Context(region, manager));
        if (context.target() != null) {
            statements.targets.assign(context.target(), value);
        }
        function.emit(Opcode.CLEAR, value);
        BitSet before = (BitSet) function.assigned.clone();
        compile(s, item + 1);
        pop();
        close(region);
        function.at(s.at());
        exit(manager);
        function.jump(Opcode.JUMP, end);
        function.place(target);
        exitWith(manager, exception);
        function.assigned = before;
        function.place(end);
    }

    private void exit(int manager) {
        int mark = function.mark();
        int base = function.temporary();
        for (int i = 0; i < 3; i++) {
            function.emit(Opcode.MOVE, function.temporary(), statements.none());
        }
        function.emit(Opcode.CALL_SPECIAL, base, manager, function.literal("__exit__"), base, 3);
        function.release(mark);
    }

    private void exitWith(int manager, int exception) {
        int start = function.position();
        int mark = function.mark();
        int swallowed = function.label();
        int base = function.temporary();
        int type = function.temporary();
        int argument = function.temporary();
        int trace = function.temporary();
        function.emit(Opcode.MOVE, argument, exception);
        function.emit(Opcode.CALL, type, function.constant(Types.TYPE), type, 1);
        function.emit(Opcode.MOVE, argument, exception); // a call clears its arguments
        function.emit(Opcode.MOVE, trace, statements.none());
        function.emit(Opcode.CALL_SPECIAL, base, manager, function.literal("__exit__"), base, 3);
        function.jump(Opcode.JUMP_IF_TRUE, swallowed, base);
        function.emit(Opcode.RERAISE, exception);
        function.handled(start, function.position(), exception);
        function.place(swallowed);
        function.emit(Opcode.CLEAR, exception);
        function.release(mark);
    }
}
