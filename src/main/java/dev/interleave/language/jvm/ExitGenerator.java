package dev.interleave.language.jvm;

import static dev.interleave.language.jvm.GeneratedNames.*;
import static dev.interleave.language.jvm.LocalVariables.*;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Generates the exits of a method: each writes the unstored registers to the frame and continues in the
/// interpreter. Exits that write the same registers from the same variables share code. Not thread-safe.
final class ExitGenerator {

    private static final int MISMATCH = 0;
    private static final int OVERFLOW = 1;
    private static final int STOP = 2;

    private final CodeBuilder b;
    private final RegisterAccess registers;
    private final DeferredCode deferred;
    private final Map<String, Label> spillLabels = new HashMap<>();

    ExitGenerator(CodeBuilder b, RegisterAccess registers, DeferredCode deferred) {
        this.b = b;
        this.registers = registers;
        this.deferred = deferred;
    }

    /// @param pc the instruction that the interpreter executes next
    /// @param refund the number of instructions that were charged and not executed
    /// @return the exit for operands that the instruction is not specialized for
    Exit mismatch(int pc, int refund) {
        return new Exit(pc, refund, MISMATCH);
    }

    /// @param pc the instruction that the interpreter executes next
    /// @param refund the number of instructions that were charged and not executed
    /// @return the exit for a result that exceeds 64 bits
    Exit overflow(int pc, int refund) {
        return new Exit(pc, refund, OVERFLOW);
    }

    /// @param pc the instruction that the interpreter executes next
    /// @param refund the number of instructions that were charged and not executed
    /// @return the exit for a machine that has no fuel, or has to measure its memory
    Exit stop(int pc, int refund) {
        return new Exit(pc, refund, STOP);
    }

    /// An exit with the registers as they are where it is created; generated only if its label is used.
    final class Exit {
        private final int pc;
        private final int refund;
        private final int reason;
        private final RegisterState state = registers.copyState();
        private @Nullable Label label;

        private Exit(int pc, int refund, int reason) {
            this.pc = pc;
            this.refund = refund;
            this.reason = reason;
        }

        /// @return where to jump to leave the method
        Label label() {
            if (label == null) {
                label = b.newLabel();
                deferred.add(this::generate);
            }
            return label;
        }

        private void generate() {
            b.labelBinding(label()).loadConstant(pc).istore(PC_VARIABLE);
            b.loadConstant(reason + 4 * refund).istore(INT_VARIABLE).goto_(spillLabel(state, state.count()));
        }
    }

    /// @return where the unstored registers below a limit are written, and the method is left
    private Label spillLabel(RegisterState state, int limit) {
        int last = limit - 1;
        while (last >= 0 && !state.isUnstored[last]) {
            last--;
        }
        int register = last;
        return spillLabels.computeIfAbsent(state.key(last + 1), _ -> {
            Label label = b.newLabel();
            deferred.add(() -> {
                b.labelBinding(label);
                if (register < 0) {
                    leave();
                } else {
                    registers.write(state, register);
                    b.goto_(spillLabel(state, register));
                }
            });
            return label;
        });
    }

    private void leave() {
        b.aload(MACHINE_VARIABLE).aload(FRAME_VARIABLE).iload(PC_VARIABLE).iload(INT_VARIABLE);
        b.invokestatic(INSTRUCTION_SUPPORT, "exit", type(OBJECT, MACHINE, FRAME, INT, INT))
                .areturn();
    }
}
