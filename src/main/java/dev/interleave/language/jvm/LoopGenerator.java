package dev.interleave.language.jvm;

import static dev.interleave.language.jvm.GeneratedNames.*;
import static dev.interleave.language.jvm.LocalVariables.*;

import dev.interleave.language.jvm.ExitGenerator.Exit;
import java.lang.classfile.Label;

/// Generates the head of a `for` loop, specialized for ranges and lists. Not thread-safe.
final class LoopGenerator extends InstructionGenerator {

    LoopGenerator(MethodContext context) {
        super(context);
    }

    void generate(int pc, int refund) {
        int kind = flow.first(pc);
        if (kind == OperandKinds.LONG || kind == OperandKinds.LIST) {
            iterateSequence(pc, refund, kind);
        } else {
            iterateObject(pc);
        }
    }

    private void iterateSequence(int pc, int refund, int kind) {
        Exit exit = exits.mismatch(pc, refund);
        registers.pushObject(c[pc + 2]);
        b.astore(OBJECT_VARIABLE);
        Label end = blocks.edge(c[pc + 3]);
        Label noElement = b.newLabel();
        if (kind == OperandKinds.LONG) {
            nextOfRange(pc, noElement);
        } else {
            nextOfList(pc, noElement);
        }
        deferred.add(() -> {
            b.labelBinding(noElement);
            b.aload(OBJECT_VARIABLE)
                    .invokestatic(ITERATION_SUPPORT, "closeIfAtEnd", type(BOOLEAN, OBJECT))
                    .ifne(end);
            b.goto_(exit.label());
        });
    }

    private void nextOfRange(int pc, Label noElement) {
        b.aload(OBJECT_VARIABLE)
                .invokestatic(ITERATION_SUPPORT, "hasRangeNext", type(BOOLEAN, OBJECT))
                .ifeq(noElement);
        b.aload(OBJECT_VARIABLE).invokestatic(ITERATION_SUPPORT, "rangeNext", type(LONG, OBJECT));
        registers.defineNumber(c[pc + 1], OperandKinds.LONG);
    }

    private void nextOfList(int pc, Label noElement) {
        b.aload(OBJECT_VARIABLE).invokestatic(ITERATION_SUPPORT, "listNext", type(OBJECT, OBJECT));
        b.dup().astore(FORM_VARIABLE).ifnull(noElement).aload(FORM_VARIABLE);
        registers.defineObject(c[pc + 1]);
    }

    private void iterateObject(int pc) {
        storeState(pc);
        pushSite(pc);
        registers.pushObject(c[pc + 2]);
        b.invokestatic(ITERATION_SUPPORT, "next", type(OBJECT, MACHINE, FRAME, INT, OBJECT));
        b.dup().astore(OBJECT_VARIABLE).ifnull(leave);
        b.aload(OBJECT_VARIABLE).getstatic(ITERATION_SUPPORT, "END", OBJECT).if_acmpeq(blocks.edge(c[pc + 3]));
        b.aload(OBJECT_VARIABLE);
        registers.defineObject(c[pc + 1]);
    }
}
