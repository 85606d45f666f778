package dev.interleave.language.machine;

import static dev.interleave.language.code.Opcode.*;

import dev.interleave.language.code.Code;
import dev.interleave.language.code.SiteCache;
import dev.interleave.language.jvm.Kinds;
import dev.interleave.language.value.InstanceObject;
import dev.interleave.language.value.ListObject;
import dev.interleave.language.value.RangeObject;
import dev.interleave.language.value.SequenceIterator;

/// What kinds of operands an instruction has met: a set of bits for each of two operands. Static methods only.
final class Profile {

    private Profile() {}

    /// Adds the operands of the instruction that is next.
    static void observe(Code code, short[] profile, int pc, Object[] r) {
        int[] c = code.instructions;
        int opcode = c[pc];
        int bits = Kinds.EXECUTED;
        if ((opcode >= ADD && opcode <= INPLACE_MATRIX_MULTIPLY)
                || (opcode >= EQUAL && opcode <= UNLESS_GREATER_OR_EQUAL)
                || opcode == SUBSCRIPT) {
            bits |= kind(r[c[pc + 2]]) | kind(r[c[pc + 3]]) << Kinds.SECOND;
        } else if (opcode == STORE_SUBSCRIPT) {
            bits |= kind(r[c[pc + 1]]) | kind(r[c[pc + 2]]) << Kinds.SECOND;
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

    /// @return 0 if the instruction finds the attributes of few shapes
    private static int attribute(Code code, Object value, int cache) {
        SiteCache others = code.siteCaches[cache];
        return value instanceof InstanceObject && (others == null || !others.isFull()) ? 0 : Kinds.OTHER;
    }

    private static int kind(Object value) {
        return switch (value) {
            case Long _ -> Kinds.LONG;
            case Double _ -> Kinds.DOUBLE;
            case ListObject list when list.type.isNative -> Kinds.LIST;
            case SequenceIterator i when !i.isReversed && i.sequence instanceof RangeObject -> Kinds.LONG;
            case SequenceIterator i when !i.isReversed && i.sequence instanceof ListObject -> Kinds.LIST;
            case null, default -> Kinds.OTHER;
        };
    }
}
