package dev.interleave.language.jvm;

import static dev.interleave.language.code.Opcode.*;
import static dev.interleave.language.jvm.GeneratedNames.*;
import static dev.interleave.language.jvm.LocalVariables.*;

import java.lang.classfile.Label;

/// Generates calls of functions and methods, the end of a frame, and exceptions. Not thread-safe.
final class CallGenerator extends InstructionGenerator {

    CallGenerator(MethodContext context) {
        super(context);
    }

    // --- calls

    /// Generates a call. A simple function runs as a method on the stack of the thread if it is compiled; another
    /// one is interpreted. The state is stored.
    void call(int pc) {
        Label other = b.newLabel();
        Label interpreted = b.newLabel();
        Label done = b.newLabel();
        registers.pushObject(c[pc + 2]);
        b.astore(OBJECT_VARIABLE);
        b.aload(MACHINE_VARIABLE).getfield(MACHINE, "depth", INT).istore(INT_VARIABLE);
        pushFrame(pc, other);
        pushForm(interpreted);
        runForm(pc);
        b.dup().astore(OBJECT_VARIABLE).ifnull(leave).labelBinding(done);
        forgetArguments(pc);
        b.aload(OBJECT_VARIABLE);
        registers.defineObject(c[pc + 1]);
        deferred.add(() -> {
            b.labelBinding(interpreted);
            interpret(pc, done);
            b.labelBinding(other);
            callOther(pc, done);
        });
    }

    private boolean isMethod(int pc) {
        return c[pc] == CALL_METHOD;
    }

    private void pushFrame(int pc, Label other) {
        pushSite(pc);
        b.aload(OBJECT_VARIABLE);
        b.invokestatic(
                        CALL_SUPPORT,
                        isMethod(pc) ? "pushMethodFrame" : "pushFunctionFrame",
                        type(FRAME, MACHINE, FRAME, INT, OBJECT))
                .dup()
                .astore(CALLEE_VARIABLE)
                .ifnull(other);
    }

    private void pushForm(Label interpreted) {
        b.aload(MACHINE_VARIABLE).aload(CALLEE_VARIABLE);
        b.invokestatic(CALL_SUPPORT, "enterCompiledCode", type(COMPILED_CODE, MACHINE, FRAME))
                .dup()
                .astore(FORM_VARIABLE)
                .ifnull(interpreted);
    }

    private void runForm(int pc) {
        pushSite(pc);
        b.aload(FORM_VARIABLE).aload(MACHINE_VARIABLE).aload(CALLEE_VARIABLE).iconst_0();
        b.invokevirtual(COMPILED_CODE, "run", type(OBJECT, MACHINE, FRAME, INT)).iload(INT_VARIABLE);
        b.invokestatic(CALL_SUPPORT, "leaveCompiledCode", type(OBJECT, MACHINE, FRAME, INT, OBJECT, INT));
    }

    /// The call clears the registers of its arguments.
    private void forgetArguments(int pc) {
        int base = c[pc + (isMethod(pc) ? 4 : 3)];
        int count = c[pc + (isMethod(pc) ? 5 : 4)];
        for (int i = isMethod(pc) ? 0 : 1; i <= count; i++) {
            registers.forget(base + i);
        }
    }

    private void interpret(int pc, Label done) {
        pushSite(pc);
        b.invokestatic(CALL_SUPPORT, "interpret", type(OBJECT, MACHINE, FRAME, INT));
        b.dup().astore(OBJECT_VARIABLE).ifnull(leave).goto_(done);
    }

    private void callOther(int pc, Label done) {
        pushSite(pc);
        if (isMethod(pc)) {
            b.invokestatic(CALL_SUPPORT, "callMethod", type(OBJECT, MACHINE, FRAME, INT));
        } else {
            b.aload(OBJECT_VARIABLE);
            b.invokestatic(CALL_SUPPORT, "call", type(OBJECT, MACHINE, FRAME, INT, OBJECT));
        }
        b.dup().astore(OBJECT_VARIABLE).ifnull(leave).goto_(done);
    }

    // --- ends of a frame

    /// Generates an instruction that ends or suspends the frame, or raises an exception.
    void generateEnd(int pc) {
        switch (c[pc]) {
            case RETURN -> returnValue(pc);
            case YIELD -> yieldValue(pc);
            case RERAISE -> reraise(pc);
            case RAISE, RAISE_FROM, RAISE_CURRENT -> raise(pc);
            default -> throw new IllegalArgumentException();
        }
    }

    private void returnValue(int pc) {
        registers.pushObject(c[pc + 1]);
        b.astore(OBJECT_VARIABLE);
        b.aload(MACHINE_VARIABLE).aload(FRAME_VARIABLE).aload(OBJECT_VARIABLE);
        b.invokestatic(CALL_SUPPORT, "returnValue", type(OBJECT, MACHINE, FRAME, OBJECT))
                .areturn();
    }

    private void yieldValue(int pc) {
        storeState(pc);
        b.aload(MACHINE_VARIABLE);
        registers.pushObject(c[pc + 2]);
        b.invokestatic(CALL_SUPPORT, "yieldValue", type(OBJECT, MACHINE, OBJECT))
                .areturn();
    }

    private void reraise(int pc) {
        storeState(pc);
        registers.pushObject(c[pc + 1]);
        b.invokestatic(CALL_SUPPORT, "raised", type(RAISED, OBJECT)).athrow();
    }

    private void raise(int pc) {
        storeState(pc);
        pushSite(pc);
        b.invokestatic(INSTRUCTION_SUPPORT, "perform", type(BOOLEAN, MACHINE, FRAME, INT))
                .pop()
                .goto_(leave);
    }
}
