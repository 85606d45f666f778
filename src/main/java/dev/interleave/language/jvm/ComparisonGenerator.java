package dev.interleave.language.jvm;

import static dev.interleave.language.code.Opcode.*;
import static dev.interleave.language.jvm.GeneratedNames.*;
import static dev.interleave.language.jvm.LocalVariables.*;

import dev.interleave.language.jvm.ExitGenerator.Exit;
import java.lang.classfile.Label;

/// Generates comparisons, negation of truth, and conditional jumps. Not thread-safe.
final class ComparisonGenerator extends InstructionGenerator {

    ComparisonGenerator(MethodContext context) {
        super(context);
    }

    // --- values

    /// Generates a comparison of numbers that sets a register.
    void compareNumbers(int pc, int refund) {
        requireNumbers(pc, exits.mismatch(pc, refund));
        Label isTrue = b.newLabel();
        Label end = b.newLabel();
        jumpIf(pc, c[pc], flow.number(pc), isTrue);
        b.getstatic(BOOLEAN_OBJECT, "FALSE", BOOLEAN_OBJECT)
                .astore(OBJECT_VARIABLE)
                .goto_(end);
        b.labelBinding(isTrue).getstatic(BOOLEAN_OBJECT, "TRUE", BOOLEAN_OBJECT).astore(OBJECT_VARIABLE);
        b.labelBinding(end).aload(OBJECT_VARIABLE);
        registers.defineObject(c[pc + 1]);
    }

    /// Generates `is` and `is not`.
    void compareIdentity(int pc) {
        registers.pushObject(c[pc + 2]);
        registers.pushObject(c[pc + 3]);
        b.invokestatic(OPERATOR_SUPPORT, c[pc] == IS ? "isSame" : "isDifferent", type(OBJECT, OBJECT, OBJECT));
        registers.defineObject(c[pc + 1]);
    }

    /// Generates `not`, which exits if code of the program decides.
    void not(int pc, int refund) {
        Exit exit = exits.mismatch(pc, refund);
        registers.pushObject(c[pc + 2]);
        b.invokestatic(OPERATOR_SUPPORT, "negation", type(OBJECT, OBJECT));
        defineOrExit(pc, exit);
    }

    // --- jumps

    /// Generates a jump that depends on the truth of a value.
    void testTruth(int pc, int refund) {
        boolean jumpsIfTrue = c[pc] == JUMP_IF_TRUE;
        Exit exit = exits.mismatch(pc, refund);
        Label undecided = b.newLabel();
        registers.pushObject(c[pc + 1]);
        b.astore(OBJECT_VARIABLE);
        Label target = blocks.edge(c[pc + 2]);
        Label next = b.newLabel();
        b.aload(OBJECT_VARIABLE)
                .getstatic(BOOLEAN_OBJECT, jumpsIfTrue ? "TRUE" : "FALSE", BOOLEAN_OBJECT)
                .if_acmpeq(target);
        b.aload(OBJECT_VARIABLE)
                .getstatic(BOOLEAN_OBJECT, jumpsIfTrue ? "FALSE" : "TRUE", BOOLEAN_OBJECT)
                .if_acmpne(undecided);
        b.labelBinding(next);
        deferred.add(() -> {
            b.labelBinding(undecided);
            testObject(jumpsIfTrue ? target : next, jumpsIfTrue ? next : target, exit);
        });
    }

    /// Tests a value that is not a bool; exits if code of the program decides.
    private void testObject(Label ifTrue, Label ifFalse, Exit exit) {
        Label isFalse = b.newLabel();
        b.aload(OBJECT_VARIABLE)
                .invokestatic(OPERATOR_SUPPORT, "truth", type(INT, OBJECT))
                .dup()
                .istore(INT_VARIABLE);
        b.ifeq(isFalse);
        b.iload(INT_VARIABLE).iconst_1().if_icmpeq(ifTrue);
        b.goto_(exit.label());
        b.labelBinding(isFalse).goto_(ifFalse);
    }

    /// Generates a jump that is taken unless a comparison holds.
    ///
    /// @return whether the next instruction follows
    boolean jumpUnless(int pc, int refund) {
        if (flow.number(pc) != 0) {
            jumpUnlessNumbers(pc, refund);
            return false;
        }
        jumpUnlessObjects(pc);
        return true;
    }

    private void jumpUnlessNumbers(int pc, int refund) {
        requireNumbers(pc, exits.mismatch(pc, refund));
        int kind = flow.number(pc);
        int comparison = c[pc] - UNLESS_EQUAL + EQUAL;
        Label target = blocks.edge(c[pc + 4]);
        // the opposite of a comparison of floats holds too if one is not a number
        if (kind == OperandKinds.LONG) {
            jumpIf(pc, opposite(comparison), kind, target);
            blocks.jump(pc + 8);
        } else {
            jumpIf(pc, comparison, kind, blocks.edge(pc + 8));
            b.goto_(target);
        }
    }

    private void jumpUnlessObjects(int pc) {
        storeState(pc);
        pushSite(pc);
        registers.pushObject(c[pc + 2]);
        registers.pushObject(c[pc + 3]);
        b.invokestatic(OPERATOR_SUPPORT, "test", type(INT, MACHINE, FRAME, INT, OBJECT, OBJECT));
        b.dup().istore(INT_VARIABLE).iflt(leave);
        b.iload(INT_VARIABLE).ifeq(blocks.edge(c[pc + 4]));
        b.iload(INT_VARIABLE).iconst_1().if_icmpeq(blocks.edge(pc + 8));
        registers.forget(c[pc + 1]);
    }

    /// Jumps if a comparison of two numbers holds; not if one of them is not a number.
    private void jumpIf(int pc, int comparison, int kind, Label target) {
        if (kind == OperandKinds.LONG) {
            registers.pushLong(c[pc + 2]);
            registers.pushLong(c[pc + 3]);
            b.lcmp();
        } else {
            registers.pushDouble(c[pc + 2], OperandKinds.DOUBLE);
            registers.pushDouble(c[pc + 3], OperandKinds.DOUBLE);
            if (comparison == LESS || comparison == LESS_OR_EQUAL) {
                b.dcmpg();
            } else {
                b.dcmpl();
            }
        }
        switch (comparison) {
            case EQUAL -> b.ifeq(target);
            case NOT_EQUAL -> b.ifne(target);
            case LESS -> b.iflt(target);
            case LESS_OR_EQUAL -> b.ifle(target);
            case GREATER -> b.ifgt(target);
            default -> b.ifge(target);
        }
    }

    private static int opposite(int comparison) {
        return switch (comparison) {
            case EQUAL -> NOT_EQUAL;
            case NOT_EQUAL -> EQUAL;
            case LESS -> GREATER_OR_EQUAL;
            case LESS_OR_EQUAL -> GREATER;
            case GREATER -> LESS_OR_EQUAL;
            default -> LESS;
        };
    }
}
