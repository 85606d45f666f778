package dev.interleave.language.jvm;

import static dev.interleave.language.code.Opcode.*;
import static dev.interleave.language.jvm.GeneratedNames.*;
import static dev.interleave.language.jvm.LocalVariables.*;

/// Generates operators on objects of any type, and rare instructions, as calls. The state is stored before.
/// Not thread-safe.
final class GenericInstructionGenerator extends InstructionGenerator {

    GenericInstructionGenerator(MethodContext context) {
        super(context);
    }

    void generate(int pc) {
        int opcode = c[pc];
        if (opcode >= EQUAL && opcode <= GREATER_OR_EQUAL) {
            callWithOperands(pc, OPERATOR_SUPPORT, "compare");
        } else if (opcode >= ADD && opcode <= INPLACE_MATRIX_MULTIPLY) {
            callWithOperands(pc, OPERATOR_SUPPORT, "binary");
        } else if (hasResult(opcode)) {
            execute(pc);
        } else {
            perform(pc);
        }
    }

    private void execute(int pc) {
        pushSite(pc);
        b.invokestatic(INSTRUCTION_SUPPORT, "execute", type(OBJECT, MACHINE, FRAME, INT));
        b.dup().astore(OBJECT_VARIABLE).ifnull(leave);
        registers.forgetAll();
        b.aload(OBJECT_VARIABLE);
        registers.defineObject(c[pc + 1]);
    }

    private void perform(int pc) {
        pushSite(pc);
        b.invokestatic(INSTRUCTION_SUPPORT, "perform", type(BOOLEAN, MACHINE, FRAME, INT))
                .ifeq(leave);
        registers.forgetAll();
    }

    private static boolean hasResult(int opcode) {
        return switch (opcode) {
            case DELETE_GLOBAL,
                    STORE_NAME,
                    DELETE_NAME,
                    DELETE_CELL,
                    DELETE_LOCAL,
                    UNPACK_REST,
                    SET_ADD,
                    DICT_SET,
                    EXTEND,
                    SET_UPDATE,
                    DICT_UPDATE,
                    DICT_MERGE,
                    DELETE_SUBSCRIPT,
                    DELETE_ATTRIBUTE -> false;
            default -> true;
        };
    }
}
