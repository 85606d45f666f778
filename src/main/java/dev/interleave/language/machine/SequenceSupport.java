package dev.interleave.language.machine;

import static dev.interleave.language.machine.InstructionSupport.complete;
import static dev.interleave.language.machine.InstructionSupport.completeWithoutResult;

import dev.interleave.language.value.Frame;
import dev.interleave.language.value.ListObject;
import dev.interleave.language.value.TupleObject;
import org.jspecify.annotations.Nullable;

/// Implements subscripts, and builds and unpacks sequences, for compiled code. Static methods only; call only from
/// the thread that runs the machine.
///
/// [InstructionSupport] describes the contract.
@SuppressWarnings("NullAway") // a running machine has a frame; unset registers are null
final class SequenceSupport {

    private SequenceSupport() {}

    /// @param n negative to count from the end
    /// @return the element of a list, or null for another object or an index out of range
    static @Nullable Object item(Object x, long n) {
        if (x instanceof ListObject list && list.type.isNative) {
            long i = n < 0 ? n + list.size : n;
            if (i >= 0 && i < list.size) {
                return list.get((int) i);
            }
        }
        return null;
    }

    /// Sets an element of a list.
    ///
    /// @return false for another object, or a negative index or one out of range
    static boolean setItem(Object x, long i, Object value) {
        if (x instanceof ListObject list && list.type.isNative && i >= 0 && i < list.size) {
            list.set((int) i, value);
            return true;
        }
        return false;
    }

    /// @return `x[y]`, or null to leave
    static @Nullable Object subscript(Machine machine, Frame f, int pc, Object x, Object y) {
        if (y instanceof Long n) {
            Object v = item(x, n);
            if (v != null) {
                return v;
            }
        }
        int depth = machine.depth;
        return complete(machine, f, pc, depth, machine.slow.subscript(x, y));
    }

    /// Sets `x[y]`.
    ///
    /// @return false to leave
    static boolean storeSubscript(Machine machine, Frame f, int pc, Object x, Object y, Object value) {
        if (y instanceof Long i && setItem(x, i, value)) {
            return true;
        }
        int depth = machine.depth;
        return completeWithoutResult(machine, f, pc, depth, !machine.slow.storeSubscript(x, y, value));
    }

    /// Appends to the list of a comprehension.
    ///
    /// @return whether the machine has to measure its memory
    static boolean append(Machine machine, Object list, Object value) {
        ((ListObject) list).add(value);
        machine.allocate(8);
        return machine.isMeasured();
    }

    /// @return a new list or tuple, or null to leave
    static @Nullable Object build(Machine machine, Frame f, int pc) {
        int[] c = f.code.instructions;
        return complete(machine, f, pc, machine.depth, machine.slow.build(c[pc], f.registers, c[pc + 2], c[pc + 3]));
    }

    /// Copies the elements of a list or tuple, whose number was checked, to registers.
    static void unpack(Frame f, int pc) {
        int[] c = f.code.instructions;
        Object[] r = f.registers;
        Object[] items = r[c[pc + 2]] instanceof ListObject list ? list.items : ((TupleObject) r[c[pc + 2]]).items;
        if (items.length >= c[pc + 3]) {
            System.arraycopy(items, 0, r, c[pc + 1], c[pc + 3]);
        } else {
            unpackList(r, c[pc + 1], (ListObject) r[c[pc + 2]]);
        }
    }

    private static void unpackList(Object[] r, int base, ListObject list) {
        for (int i = 0; i < list.size; i++) {
            r[base + i] = list.get(i);
        }
    }
}
