package dev.interleave.language.machine;

import static dev.interleave.language.code.Opcode.*;
import static dev.interleave.language.machine.Calls.SWITCH;

import dev.interleave.language.code.CacheEntry;
import dev.interleave.language.code.Opcode;
import dev.interleave.language.operation.Equality;
import dev.interleave.language.value.Cell;
import dev.interleave.language.value.ClassObject;
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
import dev.interleave.language.value.SmallIntegers;
import dev.interleave.language.value.SuperObject;
import dev.interleave.language.value.TupleObject;
import org.jspecify.annotations.Nullable;

/// Executes instructions. The cases that programs meet all the time are decided here; all others go to
/// [SlowPaths], so that this method stays small enough to be compiled well.
@SuppressWarnings({"NullAway", "ReferenceEquality"}) // a running machine has a frame; unset registers are null
final class Interpreter {

    private final Machine machine;
    private final SlowPaths slow;

    Interpreter(Machine machine) {
        this.machine = machine;
        this.slow = machine.slow;
    }

    /// Executes until the fuel is used up, work is pending, a step was made, the last frame has returned, or a frame
    /// below is on top.
    ///
    /// @param stop the frame below, or null
    /// @param depth its depth
    /// @return whether the frame below is on top, and nothing is pending
    boolean execute(@Nullable Frame stop, int depth) {
        Machine machine = this.machine;
        SlowPaths slow = this.slow;
        int warm = machine.compilation.warm;
        Frame f = next(stop, depth);
        if (f == null) {
            return machine.frame == stop && !machine.isBlocked();
        }
        int[] c = f.code.instructions;
        Object[] r = f.registers;
        short[] profile = f.code.isProfiled ? f.code.profile : null;
        int pc = f.pc;
        while (true) {
            f.pc = pc;
            long left = machine.fuel;
            if (left <= 0) {
                return false;
            }
            machine.fuel = left - 1;
            if (profile != null) {
                OperandProfiler.record(f.code, profile, pc, r);
            }
            Object x;
            Object y;
            Object v;
            switch (c[pc]) {
                case MOVE -> {
                    r[c[pc + 1]] = r[c[pc + 2]];
                    pc += 3;
                    continue;
                }
                case ADD, INPLACE_ADD -> {
                    x = r[c[pc + 2]];
                    y = r[c[pc + 3]];
                    if (x instanceof Long p && y instanceof Long q) {
                        long s = p + q;
                        if (((p ^ s) & (q ^ s)) >= 0) {
                            r[c[pc + 1]] = SmallIntegers.box(s);
                            pc += 4;
                            continue;
                        }
                    } else if (x instanceof Double p && y instanceof Double q) {
                        r[c[pc + 1]] = p + q;
                        pc += 4;
                        continue;
                    }
                    v = slow.binary(c[pc], x, y);
                }
                case SUBTRACT, INPLACE_SUBTRACT -> {
                    x = r[c[pc + 2]];
                    y = r[c[pc + 3]];
                    if (x instanceof Long p && y instanceof Long q) {
                        long s = p - q;
                        if (((p ^ q) & (p ^ s)) >= 0) {
                            r[c[pc + 1]] = SmallIntegers.box(s);
                            pc += 4;
                            continue;
                        }
                    } else if (x instanceof Double p && y instanceof Double q) {
                        r[c[pc + 1]] = p - q;
                        pc += 4;
                        continue;
                    }
                    v = slow.binary(c[pc], x, y);
                }
                case MULTIPLY, INPLACE_MULTIPLY -> {
                    x = r[c[pc + 2]];
                    y = r[c[pc + 3]];
                    if (x instanceof Double p && y instanceof Double q) {
                        r[c[pc + 1]] = p * q;
                        pc += 4;
                        continue;
                    }
                    v = slow.multiply(c[pc], x, y);
                }
                case MODULO, INPLACE_MODULO -> {
                    x = r[c[pc + 2]];
                    y = r[c[pc + 3]];
                    if (x instanceof Long p && y instanceof Long q && q > 0) {
                        r[c[pc + 1]] = SmallIntegers.box(Math.floorMod((long) p, (long) q));
                        pc += 4;
                        continue;
                    }
                    v = slow.binary(c[pc], x, y);
                }
                case FLOOR_DIVIDE, INPLACE_FLOOR_DIVIDE -> {
                    x = r[c[pc + 2]];
                    y = r[c[pc + 3]];
                    if (x instanceof Long p && y instanceof Long q && q > 0) {
                        r[c[pc + 1]] = SmallIntegers.box(Math.floorDiv((long) p, (long) q));
                        pc += 4;
                        continue;
                    }
                    v = slow.binary(c[pc], x, y);
                }
                case DIVIDE, INPLACE_DIVIDE -> {
                    x = r[c[pc + 2]];
                    y = r[c[pc + 3]];
                    if (x instanceof Double p && y instanceof Double q && q != 0) {
                        r[c[pc + 1]] = p / q;
                        pc += 4;
                        continue;
                    }
                    v = slow.binary(c[pc], x, y);
                }
                case POWER,
                        SHIFT_LEFT,
                        SHIFT_RIGHT,
                        BIT_AND,
                        BIT_OR,
                        BIT_XOR,
                        MATRIX_MULTIPLY,
                        INPLACE_POWER,
                        INPLACE_SHIFT_LEFT,
                        INPLACE_SHIFT_RIGHT,
                        INPLACE_BIT_AND,
                        INPLACE_BIT_OR,
                        INPLACE_BIT_XOR,
                        INPLACE_MATRIX_MULTIPLY -> v = slow.binary(c[pc], r[c[pc + 2]], r[c[pc + 3]]);
                case UNLESS_LESS -> {
                    x = r[c[pc + 2]];
                    y = r[c[pc + 3]];
                    if (x instanceof Long p && y instanceof Long q) {
                        pc = p < q ? pc + 8 : c[pc + 4];
                        continue;
                    }
                    if (x instanceof Double p && y instanceof Double q) {
                        pc = p < q ? pc + 8 : c[pc + 4];
                        continue;
                    }
                    v = slow.compare(LESS, x, y);
                    if (v != SWITCH) {
                        r[c[pc + 1]] = v;
                        pc += 5;
                        continue;
                    }
                }
                case UNLESS_EQUAL, UNLESS_NOT_EQUAL, UNLESS_LESS_OR_EQUAL, UNLESS_GREATER, UNLESS_GREATER_OR_EQUAL -> {
                    x = r[c[pc + 2]];
                    y = r[c[pc + 3]];
                    if (x instanceof Long p && y instanceof Long q) {
                        pc = SlowPaths.holds(c[pc], p, q) ? pc + 8 : c[pc + 4];
                        continue;
                    }
                    v = slow.compare(c[pc] - UNLESS_EQUAL + EQUAL, x, y);
                    if (v != SWITCH) {
                        r[c[pc + 1]] = v;
                        pc += 5;
                        continue;
                    }
                }
                case JUMP -> {
                    int target = c[pc + 1];
                    if (target > pc || ++f.code.heat < warm) {
                        pc = target;
                        continue;
                    }
                    f.pc = target;
                    machine.compilation.advance(machine, f.code);
                    v = SWITCH;
                }
                case JUMP_IF_FALSE -> {
                    x = r[c[pc + 1]];
                    if (x == Boolean.TRUE) {
                        pc += 3;
                    } else if (x == Boolean.FALSE) {
                        pc = c[pc + 2];
                    } else if (slow.test(x)) {
                        pc = f.pc;
                    } else {
                        v = SWITCH;
                        break;
                    }
                    continue;
                }
                case JUMP_IF_TRUE -> {
                    x = r[c[pc + 1]];
                    if (x == Boolean.TRUE) {
                        pc = c[pc + 2];
                    } else if (x == Boolean.FALSE) {
                        pc += 3;
                    } else if (slow.test(x)) {
                        pc = f.pc;
                    } else {
                        v = SWITCH;
                        break;
                    }
                    continue;
                }
                case FOR -> {
                    x = r[c[pc + 2]];
                    if (x instanceof SequenceIterator i && !i.isReversed) {
                        if (i.sequence instanceof RangeObject range) {
                            if (i.index < range.length) {
                                r[c[pc + 1]] = SmallIntegers.box(range.start + i.index++ * range.step);
                                pc += 4;
                                continue;
                            }
                        } else if (i.sequence instanceof ListObject list && i.index < list.size) {
                            r[c[pc + 1]] = list.get((int) i.index++);
                            pc += 4;
                            continue;
                        }
                    } else if (x instanceof GeneratorObject g && g.frame != null) {
                        if (!machine.generators.resume(g, Singleton.NONE, Frame.Return.LOOP)) {
                            throw new IllegalStateException();
                        }
                        v = SWITCH;
                        break;
                    }
                    v = slow.next(x);
                    if (v == null) {
                        pc = c[pc + 3];
                        continue;
                    }
                }
                case YIELD -> {
                    machine.generators.yielded(r[c[pc + 2]]);
                    v = SWITCH;
                }
                case CALL -> {
                    x = r[c[pc + 2]];
                    if (x instanceof FunctionObject function
                            && function.code.isSimple
                            && function.code.signature.positional() == c[pc + 4]
                            && !function.code.isGenerator) {
                        Frame callee = machine.calls.push(function, Frame.Return.VALUE);
                        Object[] parameters = callee.registers;
                        int from = c[pc + 3] + 1;
                        int count = c[pc + 4];
                        for (int i = 0; i < count; i++) {
                            parameters[i] = r[from + i];
                            r[from + i] = null;
                        }
                        if (++callee.code.heat < warm) {
                            f = callee;
                            c = f.code.instructions;
                            r = parameters;
                            pc = 0;
                            profile = null;
                            continue;
                        }
                        machine.compilation.advance(machine, callee.code);
                        v = SWITCH;
                        break;
                    }
                    v = machine.calls.call(x, r, c[pc + 3], c[pc + 4], Frame.Return.VALUE);
                }
                case CALL_METHOD -> {
                    if (r[c[pc + 2]] instanceof InstanceObject object) {
                        CacheEntry known = f.code.cache[c[pc + 6]];
                        int count = c[pc + 5];
                        if (known.isOf(object.shape, object.type.version)
                                && known.value instanceof FunctionObject function
                                && function.code.isSimple
                                && function.code.signature.positional() == count + 1
                                && !function.code.isGenerator) {
                            Frame callee = machine.calls.push(function, Frame.Return.VALUE);
                            Object[] parameters = callee.registers;
                            parameters[0] = object;
                            int from = c[pc + 4] + 1;
                            r[from - 1] = null;
                            for (int i = 0; i < count; i++) {
                                parameters[i + 1] = r[from + i];
                                r[from + i] = null;
                            }
                            if (++callee.code.heat < warm) {
                                f = callee;
                                c = f.code.instructions;
                                r = parameters;
                                pc = 0;
                                profile = null;
                                continue;
                            }
                            machine.compilation.advance(machine, callee.code);
                            v = SWITCH;
                            break;
                        }
                    }
                    v = slow.callMethod(f.code, r, c, pc);
                }
                case RETURN -> {
                    v = r[c[pc + 1]];
                    if (f.onReturn == Frame.Return.VALUE) {
                        Frame callee = f;
                        f = callee.caller;
                        machine.frame = f;
                        machine.depth--;
                        c = f.code.instructions;
                        r = f.registers;
                        pc = f.pc;
                        r[c[pc + 1]] = v;
                        pc += Opcode.length(c[pc]);
                        if (f == stop) {
                            f.pc = pc;
                            return true;
                        }
                        profile = f.code.isProfiled ? f.code.profile : null;
                        continue;
                    }
                    machine.calls.returned(f, v);
                    v = SWITCH;
                }
                case LOAD_ATTRIBUTE -> {
                    x = r[c[pc + 2]];
                    if (x instanceof InstanceObject object) {
                        CacheEntry known = f.code.cache[c[pc + 4]];
                        if (known.isOf(object.shape, object.type.version)) {
                            r[c[pc + 1]] = object.slots[known.slot];
                            pc += 5;
                            continue;
                        }
                    }
                    v = slow.loadAttribute(f.code, x, c, pc);
                }
                case SUBSCRIPT -> {
                    x = r[c[pc + 2]];
                    y = r[c[pc + 3]];
                    if (y instanceof Long n && x instanceof ListObject list && list.type.isNative) {
                        long i = n < 0 ? n + list.size : n;
                        if (i >= 0 && i < list.size) {
                            r[c[pc + 1]] = list.get((int) i);
                            pc += 4;
                            continue;
                        }
                    }
                    v = slow.subscript(x, y);
                }
                case STORE_SUBSCRIPT -> {
                    x = r[c[pc + 1]];
                    y = r[c[pc + 2]];
                    if (y instanceof Long i
                            && x instanceof ListObject list
                            && list.type.isNative
                            && i >= 0
                            && i < list.size) {
                        list.set((int) (long) i, r[c[pc + 3]]);
                        pc += 4;
                        continue;
                    }
                    if (slow.storeSubscript(x, y, r[c[pc + 3]])) {
                        pc += 4;
                        continue;
                    }
                    v = SWITCH;
                }
                case STORE_ATTRIBUTE -> {
                    if (r[c[pc + 1]] instanceof InstanceObject object) {
                        CacheEntry known = f.code.cache[c[pc + 4]];
                        if (known.isOf(object.shape, object.type.version)) {
                            object.slots[known.slot] = r[c[pc + 3]];
                            pc += 5;
                            continue;
                        }
                    }
                    if (slow.storeAttribute(f.code, r, c, pc)) {
                        pc += 5;
                        continue;
                    }
                    v = SWITCH;
                }
                case LOAD_GLOBAL -> {
                    x = f.function.globals.values[c[pc + 2]];
                    if (x == null) {
                        x = slow.builtin(f, c[pc + 2], c[pc + 3]);
                    }
                    r[c[pc + 1]] = x;
                    pc += 4;
                    continue;
                }
                case STORE_GLOBAL -> {
                    f.function.globals.values[c[pc + 1]] = r[c[pc + 2]];
                    pc += 3;
                    continue;
                }
                case LOAD_CELL -> {
                    x = ((Cell) r[c[pc + 2]]).value;
                    if (x == null) {
                        throw slow.unboundCell(f, c[pc + 2]);
                    }
                    r[c[pc + 1]] = x;
                    pc += 3;
                    continue;
                }
                case STORE_CELL -> {
                    ((Cell) r[c[pc + 1]]).value = r[c[pc + 2]];
                    pc += 3;
                    continue;
                }
                case APPEND -> {
                    ((ListObject) r[c[pc + 1]]).add(r[c[pc + 2]]);
                    machine.allocate(8);
                    pc += 3;
                    continue;
                }
                case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> {
                    x = r[c[pc + 2]];
                    y = r[c[pc + 3]];
                    v = x instanceof Long p && y instanceof Long q
                            ? (Object) SlowPaths.holds(c[pc] - EQUAL + UNLESS_EQUAL, p, q)
                            : slow.compare(c[pc], x, y);
                }
                case IS -> v = Equality.isSame(r[c[pc + 2]], r[c[pc + 3]]);
                case IS_NOT -> v = !Equality.isSame(r[c[pc + 2]], r[c[pc + 3]]);
                case BUILD_TUPLE, BUILD_LIST -> v = slow.build(c[pc], r, c[pc + 2], c[pc + 3]);
                case UNPACK -> {
                    Object[] items =
                            r[c[pc + 2]] instanceof ListObject list ? list.items : ((TupleObject) r[c[pc + 2]]).items;
                    if (items.length >= c[pc + 3]) {
                        System.arraycopy(items, 0, r, c[pc + 1], c[pc + 3]);
                    } else {
                        slow.unpackLong(r, c[pc + 1], (ListObject) r[c[pc + 2]]);
                    }
                    pc += 4;
                    continue;
                }
                case CHECK -> {
                    if (r[c[pc + 1]] == null) {
                        throw slow.unbound(f, c[pc + 1]);
                    }
                    pc += 2;
                    continue;
                }
                case CLEAR -> {
                    r[c[pc + 1]] = null;
                    pc += 2;
                    continue;
                }
                case NEW_CELL -> {
                    r[c[pc + 1]] = new Cell(r[c[pc + 1]]);
                    pc += 2;
                    continue;
                }
                case RERAISE -> throw new Raised((ExceptionObject) r[c[pc + 1]]);
                case SUPER -> {
                    Object type = ((Cell) r[c[pc + 2]]).value;
                    v = new SuperObject((ClassObject) type, r[c[pc + 3]]);
                }
                default -> v = slow.execute(f, c[pc], r, c, pc);
            }
            if (v == SWITCH) {
                f = next(stop, depth);
                if (f == null) {
                    return machine.frame == stop && !machine.isBlocked();
                }
                c = f.code.instructions;
                r = f.registers;
                pc = f.pc;
                profile = f.code.isProfiled ? f.code.profile : null;
            } else {
                r[c[pc + 1]] = v;
                pc += Opcode.length(c[pc]);
            }
        }
    }

    /// Runs compiled code as long as the frame on top has any.
    ///
    /// @return the frame to be interpreted, or null if there is none, or another one has to go on
    private @Nullable Frame next(@Nullable Frame stop, int depth) {
        while (true) {
            Frame f = machine.frame;
            if (machine.isBlocked() || f == stop || machine.isUnwinding || (stop != null && machine.depth <= depth)) {
                return null;
            }
            CompiledCode form = (CompiledCode) f.code.form;
            if (form == null || machine.fuel <= 0) {
                return f;
            }
            if (form.isCold()) {
                machine.hasRunColdCode = true;
            }
            Object value = form.run(machine, f, f.pc);
            if (value == null) {
                f = machine.frame;
                boolean goesOn = !machine.isBlocked()
                        && f != stop
                        && !machine.isUnwinding
                        && (stop == null || machine.depth > depth);
                return goesOn ? f : null;
            }
            if (value != SWITCH) {
                machine.frame = f.caller;
                machine.depth--;
                machine.calls.deliver(value);
            }
        }
    }
}
