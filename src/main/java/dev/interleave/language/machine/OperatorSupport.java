package dev.interleave.language.machine;

import static dev.interleave.language.code.Opcode.*;
import static dev.interleave.language.machine.InstructionSupport.complete;

import dev.interleave.language.operation.Equality;
import dev.interleave.language.operation.Operators;
import dev.interleave.language.value.Frame;
import dev.interleave.language.value.Singleton;
import org.jspecify.annotations.Nullable;

/// Implements the operators, comparisons and tests of compiled code for objects of any type. Static methods only;
/// call only from the thread that runs the machine.
///
/// [InstructionSupport] describes the contract.
@SuppressWarnings({"NullAway", "ReferenceEquality"}) // unset registers are null; identity is the operator `is`
final class OperatorSupport {

    private OperatorSupport() {}

    /// @return the result of a binary operator, or null to leave
    static @Nullable Object binary(Machine machine, Frame f, int pc, Object x, Object y) {
        int depth = machine.depth;
        int opcode = f.code.instructions[pc];
        Object v = null;
        if (x instanceof Long p && y instanceof Long q) {
            v = integers(opcode, p, q);
        }
        if (v == null) {
            v = opcode == MULTIPLY || opcode == INPLACE_MULTIPLY
                    ? machine.slow.multiply(opcode, x, y)
                    : machine.slow.binary(opcode, x, y);
        }
        return complete(machine, f, pc, depth, v);
    }

    /// @return the sum or difference, or null for another operator, or if it exceeds 64 bits
    private static @Nullable Object integers(int opcode, long p, long q) {
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

    /// @return the result of a comparison, or null to leave
    static @Nullable Object compare(Machine machine, Frame f, int pc, Object x, Object y) {
        int depth = machine.depth;
        int opcode = f.code.instructions[pc];
        Object v = x instanceof Long p && y instanceof Long q
                ? (Object) SlowPaths.holds(opcode - EQUAL + UNLESS_EQUAL, p, q)
                : machine.slow.compare(opcode, x, y);
        return complete(machine, f, pc, depth, v);
    }

    /// Compares for a conditional jump.
    ///
    /// @return 0 or 1 for false or true, 2 if the next instruction tests the result, -1 to leave
    static int test(Machine machine, Frame f, int pc, Object x, Object y) {
        int[] c = f.code.instructions;
        int opcode = c[pc];
        if (x instanceof Long p && y instanceof Long q) {
            return SlowPaths.holds(opcode, p, q) ? 1 : 0;
        }
        if (opcode == UNLESS_LESS && x instanceof Double p && y instanceof Double q) {
            return p < q ? 1 : 0;
        }
        int depth = machine.depth;
        Object v = complete(machine, f, pc, depth, machine.slow.compare(opcode - UNLESS_EQUAL + EQUAL, x, y));
        if (v == null) {
            return -1;
        }
        f.registers[c[pc + 1]] = v;
        return 2;
    }

    /// @return 0 or 1 for false or true, 2 if code of the program decides
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

    static Object isDifferent(Object x, Object y) {
        return !areSame(x, y);
    }

    private static boolean areSame(Object x, Object y) {
        return x == y || (x != Singleton.NONE && y != Singleton.NONE && Equality.isSame(x, y));
    }
}
