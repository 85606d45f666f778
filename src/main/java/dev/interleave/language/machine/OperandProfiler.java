package dev.interleave.language.machine;

import static dev.interleave.language.code.Opcode.*;

import dev.interleave.language.code.Code;
import dev.interleave.language.code.SiteCache;
import dev.interleave.language.jvm.OperandKinds;
import dev.interleave.language.value.InstanceObject;
import dev.interleave.language.value.ListObject;
import dev.interleave.language.value.RangeObject;
import dev.interleave.language.value.SequenceIterator;

/// Records the kinds of operands of an instruction in the profile of its code, as a set of bits for each of two
/// operands ([OperandKinds]). Static methods only; call only from the thread that runs the machine.
final class OperandProfiler {

    private OperandProfiler() {}

    /// Adds the operands of the next instruction.
    ///
    /// @param profile of the code
    /// @param pc of the instruction
    /// @param r the registers of the frame
    static void record(Code code, short[] profile, int pc, Object[] r) {
        int[] c = code.instructions;
        int opcode = c[pc];
        int bits = OperandKinds.EXECUTED;
        if ((opcode >= ADD && opcode <= INPLACE_MATRIX_MULTIPLY)
                || (opcode >= EQUAL && opcode <= UNLESS_GREATER_OR_EQUAL)
                || opcode == SUBSCRIPT) {
            bits |= kind(r[c[pc + 2]]) | kind(r[c[pc + 3]]) << OperandKinds.SECOND;
        } else if (opcode == STORE_SUBSCRIPT) {
            bits |= kind(r[c[pc + 1]]) | kind(r[c[pc + 2]]) << OperandKinds.SECOND;
        } else if (opcode == FOR || opcode == NEGATE) {
            bits |= kind(r[c[pc + 2]]);
        }
        if (opcode == LOAD_ATTRIBUTE) {
            bits |= attribute(code, r[c[pc + 2]], c[pc + 4]);
        } else if (opcode == STORE_ATTRIBUTE) {
            bits |= attribute(code, r[c[pc + 1]], c[pc + 4]);
        }
        profile[pc] |= (short) bits;
    }

    /// @return 0 if the inline cache of the instruction can have enough entries for the shapes of its objects
    private static int attribute(Code code, Object value, int cache) {
        SiteCache others = code.siteCaches[cache];
        return value instanceof InstanceObject object
                        && SlowPaths.isCacheable(code, object)
                        && (others == null || !others.isFull())
                ? 0
                : OperandKinds.OTHER;
    }

    private static int kind(Object value) {
        return switch (value) {
            case Long _ -> OperandKinds.LONG;
            case Double _ -> OperandKinds.DOUBLE;
            case ListObject list when list.type.isNative -> OperandKinds.LIST;
            case SequenceIterator i when !i.isReversed && i.sequence instanceof RangeObject -> OperandKinds.LONG;
            case SequenceIterator i when !i.isReversed && i.sequence instanceof ListObject -> OperandKinds.LIST;
            case null, default -> OperandKinds.OTHER;
        };
    }
}
