package dev.interleave.language.jvm;

import static dev.interleave.language.code.Opcode.*;
import static dev.interleave.language.jvm.GeneratedNames.*;
import static dev.interleave.language.jvm.LocalVariables.*;

import dev.interleave.language.code.Opcode;
import dev.interleave.language.jvm.ExitGenerator.Exit;

/// Generates subscripts, and the construction and unpacking of sequences. Not thread-safe.
final class SequenceGenerator extends InstructionGenerator {

    SequenceGenerator(MethodContext context) {
        super(context);
    }

    /// Generates an instruction that makes no call that can leave; subscripts exit unless they access a list.
    void generateInPlace(int pc, int refund) {
        switch (c[pc]) {
            case SUBSCRIPT -> loadItem(pc, refund);
            case STORE_SUBSCRIPT -> storeItem(pc, refund);
            case APPEND -> append(pc, refund);
            case UNPACK -> unpack(pc);
            default -> throw new IllegalArgumentException();
        }
    }

    private void loadItem(int pc, int refund) {
        Exit exit = exits.mismatch(pc, refund);
        requireNumber(c[pc + 3], OperandKinds.LONG, exit);
        registers.pushObject(c[pc + 2]);
        registers.pushLong(c[pc + 3]);
        b.invokestatic(SEQUENCE_SUPPORT, "item", type(OBJECT, OBJECT, LONG));
        defineOrExit(pc, exit);
    }

    private void storeItem(int pc, int refund) {
        Exit exit = exits.mismatch(pc, refund);
        requireNumber(c[pc + 2], OperandKinds.LONG, exit);
        registers.pushObject(c[pc + 1]);
        registers.pushLong(c[pc + 2]);
        registers.pushObject(c[pc + 3]);
        b.invokestatic(SEQUENCE_SUPPORT, "setItem", type(BOOLEAN, OBJECT, LONG, OBJECT))
                .ifeq(exit.label());
    }

    private void append(int pc, int refund) {
        b.aload(MACHINE_VARIABLE);
        registers.pushObject(c[pc + 1]);
        registers.pushObject(c[pc + 2]);
        b.invokestatic(SEQUENCE_SUPPORT, "append", type(BOOLEAN, MACHINE, OBJECT, OBJECT));
        b.ifne(exits.stop(pc + Opcode.length(c[pc]), refund - 1).label());
    }

    private void unpack(int pc) {
        registers.storeAll();
        b.aload(FRAME_VARIABLE).loadConstant(pc);
        b.invokestatic(SEQUENCE_SUPPORT, "unpack", type(VOID, FRAME, INT));
        for (int i = 0; i < c[pc + 3]; i++) {
            registers.forget(c[pc + 1] + i);
        }
    }

    /// Generates an instruction by a call that can leave. The state is stored.
    void generateCall(int pc) {
        switch (c[pc]) {
            case SUBSCRIPT -> callWithOperands(pc, SEQUENCE_SUPPORT, "subscript");
            case STORE_SUBSCRIPT -> callStoreSubscript(pc);
            case BUILD_LIST, BUILD_TUPLE -> {
                pushSite(pc);
                b.invokestatic(SEQUENCE_SUPPORT, "build", type(OBJECT, MACHINE, FRAME, INT));
                defineOrLeave(pc);
            }
            default -> throw new IllegalArgumentException();
        }
    }

    private void callStoreSubscript(int pc) {
        pushSite(pc);
        registers.pushObject(c[pc + 1]);
        registers.pushObject(c[pc + 2]);
        registers.pushObject(c[pc + 3]);
        b.invokestatic(SEQUENCE_SUPPORT, "storeSubscript", type(BOOLEAN, MACHINE, FRAME, INT, OBJECT, OBJECT, OBJECT));
        b.ifeq(leave);
    }
}
