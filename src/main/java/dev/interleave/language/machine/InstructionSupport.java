package dev.interleave.language.machine;

import static dev.interleave.language.machine.Calls.SWITCH;

import dev.interleave.language.code.Opcode;
import dev.interleave.language.value.Frame;
import org.jspecify.annotations.Nullable;

/// Leaves compiled code, executes rare instructions, and completes the instructions that compiled code implements
/// by a call. Static methods only; call only from the thread that runs the machine.
///
/// The methods of all `…Support` classes are called from generated code, by name and descriptor
/// (`language.jvm.GeneratedNames`). Before a call that takes a frame and the place of an instruction, the state of
/// the frame is complete. Such a method returns null or false if compiled code has to leave. The state is then
/// complete too, and the machine continues from it.
@SuppressWarnings({"NullAway", "ReferenceEquality"}) // unset registers are null; markers are compared by identity
final class InstructionSupport {

    /// The maximum number of calls on the stack of the thread; deeper calls continue from the state of the machine.
    static final int MAX_NESTING = 64;

    private InstructionSupport() {}

    /// Leaves compiled code at an instruction.
    ///
    /// @param how 4 times the number of instructions that were charged and not executed, plus the reason: 0 for
    ///     operands that the code is not specialized for, 1 for an integer that exceeds 64 bits, 2 if the machine
    ///     has no fuel or has to measure its memory
    /// @return null
    static @Nullable Object exit(Machine machine, Frame f, int pc, int how) {
        machine.fuel += how >> 2;
        f.pc = pc;
        if ((how & 2) == 0) {
            machine.compilation.recordExit(f, (how & 1) != 0);
        }
        return null;
    }

    /// Runs the frames above a frame until it is on top again.
    ///
    /// @return false if the machine has to stop before
    static boolean runNestedFrames(Machine machine, Frame f, int depth) {
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

    /// Completes an instruction that has a result.
    ///
    /// @param depth of the stack before the instruction
    /// @param value the result, or [Calls#SWITCH] if a frame was pushed that delivers it
    /// @return the result, or null to leave
    static @Nullable Object complete(Machine machine, Frame f, int pc, int depth, Object value) {
        int[] c = f.code.instructions;
        int next = pc + Opcode.length(c[pc]);
        Object v = value;
        if (v == SWITCH) {
            if (!runNestedFrames(machine, f, depth) || f.pc != next) {
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

    /// Completes an instruction that has no result.
    ///
    /// @param depth of the stack before the instruction
    /// @param isSwitched whether a frame may have been pushed
    /// @return false to leave
    static boolean completeWithoutResult(Machine machine, Frame f, int pc, int depth, boolean isSwitched) {
        int next = pc + Opcode.length(f.code.instructions[pc]);
        if (isSwitched && (!runNestedFrames(machine, f, depth) || f.pc != next)) {
            return false;
        }
        if (machine.fuel <= 0) {
            f.pc = next;
            return false;
        }
        return true;
    }

    /// Executes a rare instruction that sets its first operand.
    ///
    /// @return the result, or null to leave
    static @Nullable Object execute(Machine machine, Frame f, int pc) {
        int depth = machine.depth;
        int[] c = f.code.instructions;
        return complete(machine, f, pc, depth, machine.slow.execute(f, c[pc], f.registers, c, pc));
    }

    /// Executes a rare instruction that has no result.
    ///
    /// @return false to leave
    static boolean perform(Machine machine, Frame f, int pc) {
        int depth = machine.depth;
        int[] c = f.code.instructions;
        machine.slow.execute(f, c[pc], f.registers, c, pc);
        return completeWithoutResult(machine, f, pc, depth, true);
    }
}
