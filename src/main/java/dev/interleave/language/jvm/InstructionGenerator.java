package dev.interleave.language.jvm;

import static dev.interleave.language.jvm.GeneratedNames.*;
import static dev.interleave.language.jvm.LocalVariables.*;

import dev.interleave.language.jvm.ExitGenerator.Exit;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;

/// Base of the generators for groups of instructions, with the sequences that they share. Not thread-safe.
///
/// Parameters have the same meaning in all of them: `pc` is the place of the instruction in the code, and `refund`
/// the number of instructions, this one included, that were charged and are not executed if it exits.
abstract class InstructionGenerator {

    final CodeBuilder b;
    final int[] c;
    final CodeFlow flow;
    final RegisterAccess registers;
    final ExitGenerator exits;
    final BlockGenerator blocks;
    final DeferredCode deferred;
    final Label leave;

    InstructionGenerator(MethodContext context) {
        this.b = context.builder();
        this.c = context.instructions();
        this.flow = context.flow();
        this.registers = context.registers();
        this.exits = context.exits();
        this.blocks = context.blocks();
        this.deferred = context.deferred();
        this.leave = context.leave();
    }

    /// Pushes the code of the frame.
    final void pushCode() {
        b.aload(FRAME_VARIABLE).getfield(FRAME, "code", CODE);
    }

    /// Pushes the machine, the frame and the place of an instruction: the first arguments of a call that can leave.
    final void pushSite(int pc) {
        b.aload(MACHINE_VARIABLE).aload(FRAME_VARIABLE).loadConstant(pc);
    }

    /// Writes the complete state of the program at an instruction.
    final void storeState(int pc) {
        registers.storeAll();
        b.aload(FRAME_VARIABLE).loadConstant(pc).putfield(FRAME, "pc", INT);
    }

    /// Sets the first operand to the object on the operand stack, or exits if that is null.
    final void defineOrExit(int pc, Exit exit) {
        b.dup().astore(OBJECT_VARIABLE).ifnull(exit.label()).aload(OBJECT_VARIABLE);
        registers.defineObject(c[pc + 1]);
    }

    /// Sets the first operand to the object on the operand stack, or leaves the method if that is null.
    final void defineOrLeave(int pc) {
        b.dup().astore(OBJECT_VARIABLE).ifnull(leave).aload(OBJECT_VARIABLE);
        registers.defineObject(c[pc + 1]);
    }

    /// Makes sure that a register has a number of a kind, which can be pushed then, or exits.
    final void requireNumber(int register, int kind, Exit exit) {
        if (registers.isNumber(register, kind)) {
            return;
        }
        if (registers.isConstant(register)) {
            b.goto_(exit.label());
            return;
        }
        registers.pushObject(register);
        b.instanceOf(kind == OperandKinds.LONG ? LONG_OBJECT : DOUBLE_OBJECT).ifeq(exit.label());
        registers.unbox(register, kind);
    }

    /// Makes sure that the second and third operand have numbers of the kinds in the profile, or exits.
    final void requireNumbers(int pc, Exit exit) {
        requireNumber(c[pc + 2], flow.first(pc), exit);
        requireNumber(c[pc + 3], flow.second(pc), exit);
    }

    /// Calls a method with the second and third operand, and sets the first to its result.
    final void callWithOperands(int pc, ClassDesc owner, String method) {
        pushSite(pc);
        registers.pushObject(c[pc + 2]);
        registers.pushObject(c[pc + 3]);
        b.invokestatic(owner, method, type(OBJECT, MACHINE, FRAME, INT, OBJECT, OBJECT));
        defineOrLeave(pc);
    }
}
