package dev.interleave.language.compiler;

import dev.interleave.language.code.Code;
import dev.interleave.language.code.Code.Handler;
import dev.interleave.language.code.Opcode;
import dev.interleave.language.syntax.SourceText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Collects the instructions of one function, and gives out its registers. Not thread-safe.
final class FunctionBuilder {

    /// Marks an operand as a constant; its register is known at the end only.
    private static final int CONSTANT = 1 << 20;

    private static final int MAX_CONSTANTS = 250;
    private static final int MAX_TEMPORARIES = 2_000;

    final Scope scope;
    final Code.Draft draft = new Code.Draft();
    /// The local variables that certainly have a value.
    BitSet assigned = new BitSet();

    private final SourceText source;
    private final int[] lineStarts;
    private final Map<String, Integer> locals = new LinkedHashMap<>();
    private final List<String> free;
    private final Map<Object, Integer> constants = new LinkedHashMap<>();
    private final List<Object> literals = new ArrayList<>();
    private final Map<Object, Integer> literalNumbers = new HashMap<>();
    private final List<Handler> handlers = new ArrayList<>();
    private final List<Handler> handled = new ArrayList<>();
    private final List<int[]> jumps = new ArrayList<>();
    private final List<Integer> labels = new ArrayList<>();
    private final List<Integer> positions = new ArrayList<>();
    private final List<Integer> lines = new ArrayList<>();
    private int[] code = new int[64];
    private int length;
    private int firstTemporary;
    private int next;
    private int highest;
    private int caches;
    private int line = 1;
    private int at;

    FunctionBuilder(Scope scope, SourceText source, int[] lineStarts, List<String> parameters) {
        this.scope = scope;
        this.source = source;
        this.lineStarts = lineStarts;
        this.free = new ArrayList<>(scope.free);
        parameters.forEach(this::addLocal);
        if (scope.kind == Scope.Kind.FUNCTION) {
            scope.bound.stream()
                    .filter(name -> scope.place(name) == Scope.Place.LOCAL || scope.place(name) == Scope.Place.CELL)
                    .forEach(this::addLocal);
        } else {
            scope.captured.forEach(this::addLocal);
        }
        assigned.set(0, parameters.size());
        scope.deleted.forEach(name -> assigned.clear(locals.getOrDefault(name, 0)));
        draft.freeRegister = locals.size();
        firstTemporary = locals.size() + free.size();
        next = firstTemporary;
        highest = next;
        scope.captured.forEach(name -> emit(Opcode.NEW_CELL, register(name)));
    }

    private void addLocal(String name) {
        locals.putIfAbsent(name, locals.size());
    }

    // --- registers

    /// @return the register of a local variable, or of the cell of a shared one
    int register(String name) {
        Integer local = locals.get(name);
        return local != null ? local : locals.size() + free.indexOf(name);
    }

    boolean isTemporary(int register) {
        return register >= firstTemporary && register < CONSTANT;
    }

    int temporary() {
        int register = next++;
        highest = Math.max(highest, next);
        if (next - firstTemporary > MAX_TEMPORARIES) {
            throw error(at, "too many values at once in one expression; split it");
        }
        return register;
    }

    /// @return to be given to [#release]
    int mark() {
        return next;
    }

    void release(int mark) {
        next = mark;
    }

    int constant(Object value) {
        Integer number = constants.get(key(value));
        if (number == null) {
            if (constants.size() == MAX_CONSTANTS) {
                int register = temporary();
                emit(Opcode.LOAD_LITERAL, register, literal(value));
                return register;
            }
            number = constants.size();
            constants.put(key(value), number);
        }
        return CONSTANT + number;
    }

    /// Equal constants of different types are different keys; values with an identity are their own.
    private static Object key(Object value) {
        return value;
    }

    int literal(Object value) {
        return literalNumbers.computeIfAbsent(value, v -> {
            literals.add(v);
            return literals.size() - 1;
        });
    }

    int cache() {
        return caches++;
    }

    // --- instructions

    /// Sets the place in the source that the next instructions belong to.
    void at(int offset) {
        at = offset;
        int found = Arrays.binarySearch(lineStarts, offset);
        line = found >= 0 ? found + 1 : -found - 1;
    }

    int position() {
        return length;
    }

    void emit(int opcode, int... operands) {
        if (length + 1 + operands.length >= CONSTANT) {
            throw error(at, "this function is too long; split it");
        }
        if (lines.isEmpty() || lines.getLast() != line) {
            positions.add(length);
            lines.add(line);
        }
        if (length + 1 + operands.length > code.length) {
            code = Arrays.copyOf(code, code.length * 2);
        }
        code[length] = opcode;
        System.arraycopy(operands, 0, code, length + 1, operands.length);
        length += 1 + operands.length;
    }

    int label() {
        labels.add(-1);
        return labels.size() - 1;
    }

    void place(int label) {
        labels.set(label, length);
    }

    /// Emits an instruction whose last operand is where to continue.
    void jump(int opcode, int label, int... operands) {
        int[] all = Arrays.copyOf(operands, operands.length + 1);
        emit(opcode, all);
        jumps.add(new int[] {length - 1, label});
    }

    void handler(int start, int end, int targetLabel, int register) {
        if (start < end) {
            handlers.add(new Handler(start, end, targetLabel, register));
        }
    }

    void handled(int start, int end, int register) {
        if (start < end) {
            handled.add(new Handler(start, end, 0, register));
        }
    }

    RuntimeException error(int offset, String detail) {
        return source.error(offset, detail);
    }

    // --- the end

    Code finish() {
        jumps.forEach(jump -> code[jump[0]] = labels.get(jump[1]));
        draft.instructions = Arrays.copyOf(code, length);
        for (int i = 0; i < length; i++) {
            if (draft.instructions[i] >= CONSTANT) {
                draft.instructions[i] += highest - CONSTANT;
            }
        }
        draft.constants = highest;
        draft.template = new Object[highest + constants.size()];
        constants.forEach((value, number) -> draft.template[highest + number] = value);
        draft.literals = literals.toArray();
        draft.handlers = handlers.stream()
                .map(h -> new Handler(h.start(), h.end(), labels.get(h.target()), h.register()))
                .toList();
        draft.handled = List.copyOf(handled);
        draft.positions = positions.stream().mapToInt(i -> i).toArray();
        draft.lines = lines.stream().mapToInt(i -> i).toArray();
        List<String> names = new ArrayList<>(locals.keySet());
        names.addAll(free);
        draft.localNames = names.toArray(String[]::new);
        draft.caches = caches;
        draft.captured = new int[free.size()];
        return new Code(draft);
    }

    /// @return the names of the variables that are shared with outer functions
    List<String> free() {
        return free;
    }
}
