package dev.interleave.language.jvm;

import static dev.interleave.language.code.Opcode.*;
import static dev.interleave.language.jvm.GeneratedNames.*;
import static dev.interleave.language.jvm.LocalVariables.*;

import dev.interleave.language.jvm.ExitGenerator.Exit;

/// Generates arithmetic on unboxed numbers, which exits for operands of another kind and for integers that exceed
/// 64 bits. Not thread-safe.
final class ArithmeticGenerator extends InstructionGenerator {

    ArithmeticGenerator(MethodContext context) {
        super(context);
    }

    void generate(int pc, int refund) {
        int kind = flow.number(pc);
        Exit exit = exits.mismatch(pc, refund);
        if (c[pc] == NEGATE) {
            requireNumber(c[pc + 2], kind, exit);
            negate(pc, refund, kind);
            return;
        }
        requireNumbers(pc, exit);
        int opcode = c[pc] >= INPLACE_ADD ? c[pc] - INPLACE_ADD + ADD : c[pc];
        if (kind == OperandKinds.LONG) {
            integers(pc, refund, opcode, exit);
        } else {
            floats(pc, opcode, exit);
        }
    }

    private void negate(int pc, int refund, int kind) {
        if (kind == OperandKinds.DOUBLE) {
            registers.pushDouble(c[pc + 2], kind);
            b.dneg();
        } else {
            registers.pushLong(c[pc + 2]);
            b.loadConstant(Long.MIN_VALUE)
                    .lcmp()
                    .ifeq(exits.overflow(pc, refund).label());
            registers.pushLong(c[pc + 2]);
            b.lneg();
        }
        registers.defineNumber(c[pc + 1], kind);
    }

    private void integers(int pc, int refund, int opcode, Exit exit) {
        switch (opcode) {
            case ADD -> add(pc, refund);
            case SUBTRACT -> subtract(pc, refund);
            case MULTIPLY -> multiply(pc, refund);
            case FLOOR_DIVIDE, MODULO -> divide(pc, opcode, exit);
            case SHIFT_RIGHT -> shiftRight(pc, exit);
            default -> bitwise(pc, opcode);
        }
    }

    private void pushIntegers(int pc) {
        registers.pushLong(c[pc + 2]);
        registers.pushLong(c[pc + 3]);
    }

    /// Exits if the sum differs in sign from both operands.
    private void add(int pc, int refund) {
        Exit overflow = exits.overflow(pc, refund);
        pushIntegers(pc);
        b.ladd().lstore(LONG_VARIABLE);
        registers.pushLong(c[pc + 2]);
        b.lload(LONG_VARIABLE).lxor();
        registers.pushLong(c[pc + 3]);
        defineUnlessOverflow(pc, overflow);
    }

    /// Exits if the first operand differs in sign from both the second and the difference.
    private void subtract(int pc, int refund) {
        Exit overflow = exits.overflow(pc, refund);
        pushIntegers(pc);
        b.lsub().lstore(LONG_VARIABLE);
        pushIntegers(pc);
        b.lxor();
        registers.pushLong(c[pc + 2]);
        defineUnlessOverflow(pc, overflow);
    }

    private void defineUnlessOverflow(int pc, Exit overflow) {
        b.lload(LONG_VARIABLE).lxor().land().lconst_0().lcmp().iflt(overflow.label());
        b.lload(LONG_VARIABLE);
        registers.defineNumber(c[pc + 1], OperandKinds.LONG);
    }

    /// Exits if the upper 64 bits of the product are not the sign of the lower.
    private void multiply(int pc, int refund) {
        Exit overflow = exits.overflow(pc, refund);
        pushIntegers(pc);
        b.invokestatic(MATH, "multiplyHigh", type(LONG, LONG, LONG));
        pushIntegers(pc);
        b.lmul().dup2().lstore(LONG_VARIABLE).loadConstant(63).lshr().lcmp().ifne(overflow.label());
        b.lload(LONG_VARIABLE);
        registers.defineNumber(c[pc + 1], OperandKinds.LONG);
    }

    /// Exits unless the divisor is positive.
    private void divide(int pc, int opcode, Exit exit) {
        registers.pushLong(c[pc + 3]);
        b.lconst_0().lcmp().ifle(exit.label());
        pushIntegers(pc);
        b.invokestatic(MATH, opcode == MODULO ? "floorMod" : "floorDiv", type(LONG, LONG, LONG));
        registers.defineNumber(c[pc + 1], OperandKinds.LONG);
    }

    /// Exits unless the distance is from 0 to 63.
    private void shiftRight(int pc, Exit exit) {
        registers.pushLong(c[pc + 3]);
        b.loadConstant(63L)
                .invokestatic(LONG_OBJECT, "compareUnsigned", type(INT, LONG, LONG))
                .ifgt(exit.label());
        pushIntegers(pc);
        b.l2i().lshr();
        registers.defineNumber(c[pc + 1], OperandKinds.LONG);
    }

    private void bitwise(int pc, int opcode) {
        pushIntegers(pc);
        switch (opcode) {
            case BIT_AND -> b.land();
            case BIT_OR -> b.lor();
            default -> b.lxor();
        }
        registers.defineNumber(c[pc + 1], OperandKinds.LONG);
    }

    private void floats(int pc, int opcode, Exit exit) {
        if (opcode == DIVIDE) {
            registers.pushDouble(c[pc + 3], flow.second(pc));
            b.dconst_0().dcmpl().ifeq(exit.label());
        }
        registers.pushDouble(c[pc + 2], flow.first(pc));
        registers.pushDouble(c[pc + 3], flow.second(pc));
        switch (opcode) {
            case ADD -> b.dadd();
            case SUBTRACT -> b.dsub();
            case MULTIPLY -> b.dmul();
            default -> b.ddiv();
        }
        registers.defineNumber(c[pc + 1], OperandKinds.DOUBLE);
    }
}
