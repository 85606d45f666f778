package dev.interleave.language.machine;

import static dev.interleave.language.code.Opcode.*;
import static dev.interleave.language.machine.Calls.SWITCH;

import dev.interleave.language.code.Code;
import dev.interleave.language.code.Opcode;
import dev.interleave.language.code.SiteCache;
import dev.interleave.language.operation.Equality;
import dev.interleave.language.operation.Operators;
import dev.interleave.language.value.Cell;
import dev.interleave.language.value.ExceptionObject;
import dev.interleave.language.value.Frame;
import dev.interleave.language.value.FunctionObject;
import dev.interleave.language.value.GeneratorObject;
import dev.interleave.language.value.InstanceObject;
import dev.interleave.language.value.ListObject;
import dev.interleave.language.value.Raised;
import dev.interleave.language.value.RangeObject;
import dev.interleave.language.value.SequenceIterator;
import dev.interleave.language.value.Singleton;
import dev.interleave.language.value.TupleObject;
import org.jspecify.annotations.Nullable;

/// What compiled code calls. Static methods only.
///
/// Before a call that takes a frame and the place of an instruction, the state of the frame is
/// complete. Such a method answers null if compiled code has to leave: the state is complete then
/// too, and the machine goes on from it.
@SuppressWarnings({"NullAway", "ReferenceEquality"}) // a running machine has a frame; unset registers are null
final class CompiledSupport {

    /// Says that an iterator has ended.
    static final Object END = new Object();

    /// The number of calls on the stack of the thread; deeper ones go on from the state of the machine.
    private static final int MAX_NESTING = 64;

    private CompiledSupport() {}

    // --- leaving

    /// Leaves compiled code at an instruction.
    ///
    /// @param how 4 times the number of instructions that were charged and not executed, and the
    ///     reason: 0 if the code does not fit what happens, 1 if a result is too large, 2 if the
    ///     machine has to do something else first
    /// @return null
    static @Nullable Object exit(Machine machine, Frame f, int pc, int how) {
        machine.fuel += how >> 2;
        f.pc = pc;
        if ((how & 2) == 0) {
            machine.compilation.exited(f, (how & 1) != 0);
        }
        return null;
    }

    /// Runs the frames above a frame until that is on top again.
    private static boolean isNested(Machine machine, Frame f, int depth) {
        if (machine.frame == f) {
            return !machine.isBlocked();
        }
        if (machine.isBlocked() || machine.isUnwinding || machine.depth <= depth) {
            return false;
        }
        if (machine.nesting >= MAX_NESTING) {
            machine.isUnwinding = true;
            return false;
        }
        machine.nesting++;
        boolean isOnTop = machine.interpreter.execute(f, depth);
        machine.nesting--;
        return isOnTop;
    }

    /// Ends an instruction with a result.
    private static @Nullable Object finish(Machine machine, Frame f, int pc, int depth, Object value) {
        int[] c = f.code.instructions;
        int next = pc + Opcode.length(c[pc]);
        Object v = value;
        if (v == SWITCH) {
            if (!isNested(machine, f, depth) || f.pc != next) {
                return null;
            }
            v = f.registers[c[pc + 1]];
        }
        if (machine.fuel <= 0) {
            f.registers[c[pc + 1]] = v;
            f.pc = next;
            return null;
        }
        return v;
    }

    /// Ends an instruction without a result.
    private static boolean isDone(Machine machine, Frame f, int pc, int depth, boolean isSwitched) {
        int next = pc + Opcode.length(f.code.instructions[pc]);
        if (isSwitched) {
            if (!isNested(machine, f, depth) || f.pc != next) {
                return false;
            }
        }
        if (machine.fuel <= 0) {
            f.pc = next;
            return false;
        }
        return true;
    }

    // --- operators

    static @Nullable Object binary(Machine machine, Frame f, int pc, Object x, Object y) {
        int depth = machine.depth;
        int opcode = f.code.instructions[pc];
        Object v = null;
        if (x instanceof Long p && y instanceof Long q) {
            v = longs(opcode, p, q);
        }
        if (v == null) {
            v = opcode == MULTIPLY || opcode == INPLACE_MULTIPLY
                    ? machine.slow.multiply(opcode, x, y)
                    : machine.slow.binary(opcode, x, y);
        }
        return finish(machine, f, pc, depth, v);
    }

    private static @Nullable Object longs(int opcode, long p, long q) {
        if (opcode == ADD || opcode == INPLACE_ADD) {
            long sum = p + q;
            return ((p ^ sum) & (q ^ sum)) >= 0 ? (Object) sum : null;
        }
        if (opcode == SUBTRACT || opcode == INPLACE_SUBTRACT) {
            long difference = p - q;
            return ((p ^ q) & (p ^ difference)) >= 0 ? (Object) difference : null;
        }
        return null;
    }

    static @Nullable Object compare(Machine machine, Frame f, int pc, Object x, Object y) {
        int depth = machine.depth;
        int opcode = f.code.instructions[pc];
        Object v = x instanceof Long p && y instanceof Long q
                ? (Object) SlowPaths.holds(opcode - EQUAL + UNLESS_EQUAL, p, q)
                : machine.slow.compare(opcode, x, y);
        return finish(machine, f, pc, depth, v);
    }

    /// @return 0 or 1 if the comparison is decided, 2 if the next instruction tests its result, -1 to leave
    static int unless(Machine machine, Frame f, int pc, Object x, Object y) {
        int[] c = f.code.instructions;
        int opcode = c[pc];
        if (x instanceof Long p && y instanceof Long q) {
            return SlowPaths.holds(opcode, p, q) ? 1 : 0;
        }
        if (opcode == UNLESS_LESS && x instanceof Double p && y instanceof Double q) {
            return p < q ? 1 : 0;
        }
        int depth = machine.depth;
        Object v = finish(machine, f, pc, depth, machine.slow.compare(opcode - UNLESS_EQUAL + EQUAL, x, y));
        if (v == null) {
            return -1;
        }
        f.registers[c[pc + 1]] = v;
        return 2;
    }

    /// @return 0 or 1, or 2 if code of the program decides
    static int truth(Object x) {
        int truth = Operators.truth(x);
        return truth == Equality.UNKNOWN ? 2 : truth == Equality.EQUAL ? 1 : 0;
    }

    /// @return `not x`, or null if code of the program decides
    static @Nullable Object negation(Object x) {
        int truth = Operators.truth(x);
        return truth == Equality.UNKNOWN ? null : (Object) (truth == Equality.DIFFERENT);
    }

    static Object isSame(Object x, Object y) {
        return areSame(x, y);
    }

    static Object isOther(Object x, Object y) {
        return !areSame(x, y);
    }

    private static boolean areSame(Object x, Object y) {
        return x == y || (x != Singleton.NONE && y != Singleton.NONE && Equality.isSame(x, y));
    }

    // --- iteration

    static boolean hasRangeNext(Object x) {
        return x instanceof SequenceIterator i
                && !i.isReversed
                && i.sequence instanceof RangeObject range
                && i.index < range.length;
    }

    static long rangeNext(Object x) {
        SequenceIterator i = (SequenceIterator) x;
        RangeObject range = (RangeObject) i.sequence;
        return range.start + i.index++ * range.step;
    }

    static @Nullable Object listNext(Object x) {
        return x instanceof SequenceIterator i
                        && !i.isReversed
                        && i.sequence instanceof ListObject list
                        && i.index < list.size
                ? list.get((int) i.index++)
                : null;
    }

    /// @return whether an iterator of a sequence has ended; it notes that
    static boolean isAtEnd(Object x) {
        if (!(x instanceof SequenceIterator i) || i.isReversed) {
            return false;
        }
        boolean isAtEnd = i.sequence == null
                || (i.sequence instanceof RangeObject range && i.index >= range.length)
                || (i.sequence instanceof ListObject list && i.index >= list.size);
        return isAtEnd && i.next() == null;
    }

    /// @return the next element, [#END], or null to leave
    static @Nullable Object next(Machine machine, Frame f, int pc, Object x) {
        int[] c = f.code.instructions;
        int depth = machine.depth;
        Object v;
        if (x instanceof GeneratorObject g && g.frame != null) {
            if (!machine.generators.resume(g, Singleton.NONE, Frame.Return.LOOP)) {
                throw new IllegalStateException();
            }
            v = SWITCH;
        } else {
            v = machine.slow.next(x);
        }
        if (v == SWITCH) {
            if (!isNested(machine, f, depth)) {
                return null;
            }
            if (f.pc == c[pc + 3] && machine.fuel > 0) {
                return END;
            }
            if (f.pc != pc + 4 || machine.fuel <= 0) {
                return null;
            }
            return f.registers[c[pc + 1]];
        }
        if (machine.fuel <= 0) {
            if (v == null) {
                f.pc = c[pc + 3];
            } else {
                f.registers[c[pc + 1]] = v;
                f.pc = pc + 4;
            }
            return null;
        }
        return v == null ? END : v;
    }

    /// Suspends a generator.
    ///
    /// @return [Calls#SWITCH]
    static Object yielded(Machine machine, Object value) {
        machine.generators.yielded(value);
        return SWITCH;
    }

    // --- calls

    /// Pushes the frame of a simple function with its arguments.
    ///
    /// @return the frame, or null if the callee is something else
    static @Nullable Frame enter(Machine machine, Frame f, int pc, Object callee) {
        int[] c = f.code.instructions;
        int count = c[pc + 4];
        if (!(callee instanceof FunctionObject function)
                || !function.code.isSimple
                || function.code.signature.positional() != count
                || function.code.isGenerator) {
            return null;
        }
        Frame pushed = machine.calls.push(function, Frame.Return.VALUE);
        move(f.registers, c[pc + 3] + 1, pushed.registers, 0, count);
        return pushed;
    }

    /// Pushes the frame of a simple method with its arguments.
    ///
    /// @return the frame, or null if the callee is something else
    static @Nullable Frame enterMethod(Machine machine, Frame f, int pc, Object x) {
        int[] c = f.code.instructions;
        Code code = f.code;
        int k = c[pc + 6];
        int count = c[pc + 5];
        if (!(x instanceof InstanceObject object)) {
            return null;
        }
        Object method = code.cacheValues[k];
        if (code.cacheKeys[k] != object.shape || code.cacheVersions[k] != object.type.version) {
            int place = place(code, object, k);
            method = place < 0 ? null : code.siteCaches[k].value(place);
        }
        if (!(method instanceof FunctionObject function)
                || !function.code.isSimple
                || function.code.signature.positional() != count + 1
                || function.code.isGenerator) {
            return null;
        }
        Frame pushed = machine.calls.push(function, Frame.Return.VALUE);
        pushed.registers[0] = object;
        int base = c[pc + 4];
        f.registers[base] = null;
        move(f.registers, base + 1, pushed.registers, 1, count);
        return pushed;
    }

    private static void move(Object[] from, int start, Object[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = from[start + i];
            from[start + i] = null;
        }
    }

    /// @return the compiled form of the frame that was pushed, or null if it is to be interpreted
    static @Nullable CompiledCode form(Machine machine, Frame callee) {
        CompiledCode form = (CompiledCode) callee.code.form;
        if (form == null || machine.nesting >= MAX_NESTING) {
            return null;
        }
        machine.nesting++;
        return form;
    }

    /// Runs the frame that was pushed, until it has returned.
    static @Nullable Object interpret(Machine machine, Frame f, int pc) {
        Code code = machine.frame.code;
        if (++code.heat >= machine.compilation.warm) {
            machine.compilation.heated(machine, code);
        }
        return finish(machine, f, pc, machine.depth - 1, SWITCH);
    }

    /// Ends a call of compiled code.
    ///
    /// @param value that it has returned, or null if it was left
    static @Nullable Object completed(Machine machine, Frame f, int pc, @Nullable Object value, int depth) {
        machine.nesting--;
        if (value == null) {
            return finish(machine, f, pc, depth, SWITCH);
        }
        machine.frame = f;
        machine.depth = depth;
        if (machine.fuel <= 0) {
            return finish(machine, f, pc, depth, value);
        }
        return value;
    }

    static @Nullable Object call(Machine machine, Frame f, int pc, Object callee) {
        int[] c = f.code.instructions;
        int depth = machine.depth;
        Object v = machine.calls.call(callee, f.registers, c[pc + 3], c[pc + 4], Frame.Return.VALUE);
        return finish(machine, f, pc, depth, v);
    }

    static @Nullable Object callMethod(Machine machine, Frame f, int pc) {
        int depth = machine.depth;
        Object v = machine.slow.callMethod(f.code, f.registers, f.code.instructions, pc);
        return finish(machine, f, pc, depth, v);
    }

    /// Ends a frame.
    ///
    /// @return the value if an instruction of the caller receives it, otherwise [Calls#SWITCH]
    static Object returned(Machine machine, Frame f, Object value) {
        if (f.onReturn == Frame.Return.VALUE) {
            return value;
        }
        machine.calls.returned(f, value);
        return SWITCH;
    }

    // --- subscripts and attributes

    static @Nullable Object item(Object x, long n) {
        if (x instanceof ListObject list && list.type.isNative) {
            long i = n < 0 ? n + list.size : n;
            if (i >= 0 && i < list.size) {
                return list.get((int) i);
            }
        }
        return null;
    }

    static boolean setItem(Object x, long i, Object value) {
        if (x instanceof ListObject list && list.type.isNative && i >= 0 && i < list.size) {
            list.set((int) i, value);
            return true;
        }
        return false;
    }

    static @Nullable Object subscript(Machine machine, Frame f, int pc, Object x, Object y) {
        if (y instanceof Long n) {
            Object v = item(x, n);
            if (v != null) {
                return v;
            }
        }
        int depth = machine.depth;
        return finish(machine, f, pc, depth, machine.slow.subscript(x, y));
    }

    static boolean storeSubscript(Machine machine, Frame f, int pc, Object x, Object y, Object value) {
        if (y instanceof Long i && setItem(x, i, value)) {
            return true;
        }
        int depth = machine.depth;
        return isDone(machine, f, pc, depth, !machine.slow.storeSubscript(x, y, value));
    }

    static @Nullable Object attribute(Code code, Object x, int cache) {
        if (!(x instanceof InstanceObject object)) {
            return null;
        }
        if (code.cacheKeys[cache] == object.shape && code.cacheVersions[cache] == object.type.version) {
            return object.slots[code.cacheSlots[cache]];
        }
        int place = place(code, object, cache);
        return place < 0 ? null : object.slots[code.siteCaches[cache].slot(place)];
    }

    static boolean setAttribute(Code code, Object x, Object value, int cache) {
        if (!(x instanceof InstanceObject object)) {
            return false;
        }
        int slot = code.cacheSlots[cache];
        if (code.cacheKeys[cache] != object.shape || code.cacheVersions[cache] != object.type.version) {
            int place = place(code, object, cache);
            if (place < 0) {
                return false;
            }
            slot = code.siteCaches[cache].slot(place);
        }
        object.slots[slot] = value;
        return true;
    }

    private static int place(Code code, InstanceObject object, int cache) {
        SiteCache others = code.siteCaches[cache];
        return others == null ? -1 : others.find(object.shape, object.type.version);
    }

    static @Nullable Object loadAttribute(Machine machine, Frame f, int pc) {
        int[] c = f.code.instructions;
        int depth = machine.depth;
        Object v = machine.slow.loadAttribute(f.code, f.registers[c[pc + 2]], c, pc);
        return finish(machine, f, pc, depth, v);
    }

    static boolean storeAttribute(Machine machine, Frame f, int pc) {
        int depth = machine.depth;
        boolean isStored = machine.slow.storeAttribute(f.code, f.registers, f.code.instructions, pc);
        return isDone(machine, f, pc, depth, !isStored);
    }

    // --- the rest

    static @Nullable Object global(Frame f, int global, int literal) {
        Object x = f.function.globals.values[global];
        return x != null ? x : literal < 0 ? null : f.code.literals[literal];
    }

    static void setGlobal(Frame f, int global, Object value) {
        f.function.globals.values[global] = value;
    }

    static @Nullable Object cellValue(Object cell) {
        return ((Cell) cell).value;
    }

    static void setCell(Object cell, Object value) {
        ((Cell) cell).value = value;
    }

    static Object cell(@Nullable Object value) {
        return new Cell(value);
    }

    /// @return whether the machine has to measure its memory
    static boolean append(Machine machine, Object list, Object value) {
        ((ListObject) list).add(value);
        machine.allocate(8);
        return machine.isMeasured();
    }

    static @Nullable Object build(Machine machine, Frame f, int pc) {
        int[] c = f.code.instructions;
        return finish(machine, f, pc, machine.depth, machine.slow.build(c[pc], f.registers, c[pc + 2], c[pc + 3]));
    }

    static void unpack(Frame f, int pc) {
        int[] c = f.code.instructions;
        Object[] r = f.registers;
        Object[] items = r[c[pc + 2]] instanceof ListObject list ? list.items : ((TupleObject) r[c[pc + 2]]).items;
        if (items.length >= c[pc + 3]) {
            System.arraycopy(items, 0, r, c[pc + 1], c[pc + 3]);
        } else {
            unpackLong(r, c[pc + 1], (ListObject) r[c[pc + 2]]);
        }
    }

    private static void unpackLong(Object[] r, int base, ListObject list) {
        for (int i = 0; i < list.size; i++) {
            r[base + i] = list.get(i);
        }
    }

    static Raised raised(Object exception) {
        return new Raised((ExceptionObject) exception);
    }

    /// Executes an instruction that is rare and has a result in its first operand.
    static @Nullable Object execute(Machine machine, Frame f, int pc) {
        int depth = machine.depth;
        int[] c = f.code.instructions;
        return finish(machine, f, pc, depth, machine.slow.execute(f, c[pc], f.registers, c, pc));
    }

    /// Executes an instruction that is rare and has no result.
    static boolean perform(Machine machine, Frame f, int pc) {
        int depth = machine.depth;
        int[] c = f.code.instructions;
        machine.slow.execute(f, c[pc], f.registers, c, pc);
        return isDone(machine, f, pc, depth, true);
    }
}
