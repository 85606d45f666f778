package dev.interleave.language.jvm;

import static dev.interleave.language.code.Opcode.*;
import static dev.interleave.language.jvm.GeneratedNames.*;
import static dev.interleave.language.jvm.LocalVariables.*;

import dev.interleave.language.code.Code;
import dev.interleave.language.code.Opcode;
import dev.interleave.language.jvm.CodeFlow.Plan;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;

/// Generates the method of one code: passes over its instructions, charges them, and delegates each to the generator
/// of its group. Not thread-safe.
final class MethodGenerator {

    private final CodeBuilder b;
    private final int[] c;
    private final CodeFlow flow;
    private final ExitGenerator exits;
    private final BlockGenerator blocks;
    private final DeferredCode deferred = new DeferredCode();
    private final Label leave;

    private final VariableGenerator variables;
    private final AttributeGenerator attributes;
    private final SequenceGenerator sequences;
    private final ArithmeticGenerator arithmetic;
    private final ComparisonGenerator comparisons;
    private final LoopGenerator loops;
    private final CallGenerator calls;
    private final GenericInstructionGenerator generic;

    /// The number of instructions that are charged and have not begun.
    private int charged;

    /// @param isStoredAtOnce whether each value is written to the frame where it is defined, which makes exits
    ///     shorter
    MethodGenerator(CodeBuilder b, Code code, CodeFlow flow, boolean isStoredAtOnce) {
        this.b = b;
        this.c = code.instructions;
        this.flow = flow;
        this.leave = b.newLabel();
        var registers = new RegisterAccess(b, code, isStoredAtOnce);
        this.exits = new ExitGenerator(b, registers, deferred);
        this.blocks = new BlockGenerator(b, flow, registers, exits, deferred, c.length);
        var context = new MethodContext(b, c, flow, registers, exits, blocks, deferred, leave);
        this.variables = new VariableGenerator(context);
        this.attributes = new AttributeGenerator(context);
        this.sequences = new SequenceGenerator(context);
        this.arithmetic = new ArithmeticGenerator(context);
        this.comparisons = new ComparisonGenerator(context);
        this.loops = new LoopGenerator(context);
        this.calls = new CallGenerator(context);
        this.generic = new GenericInstructionGenerator(context);
    }

    /// Generates the whole method. Call once.
    void generate() {
        blocks.enter(leave);
        boolean isFallingThrough = false;
        for (int pc = 0; pc < c.length; pc += Opcode.length(c[pc])) {
            if (!flow.isReachable(pc)) {
                isFallingThrough = false;
                continue;
            }
            if (flow.isLeader(pc)) {
                blocks.begin(pc, isFallingThrough);
                charged = 0;
            }
            isFallingThrough = generateInstruction(pc);
        }
        deferred.generateAll();
        b.labelBinding(leave).aconst_null().areturn();
    }

    /// @return whether the next instruction follows
    private boolean generateInstruction(int pc) {
        Plan plan = flow.plan(pc);
        if (plan == Plan.EXIT) {
            b.goto_(exits.mismatch(pc, charged).label());
            return false;
        }
        charge(pc);
        int refund = charged--;
        return switch (plan) {
            case IN_PLACE -> {
                generateInPlace(pc, refund);
                yield true;
            }
            case CALL -> {
                generateCall(pc);
                yield true;
            }
            default -> generateBranch(pc, refund);
        };
    }

    /// Charges an instruction, and those that follow it in the same group.
    private void charge(int pc) {
        if (charged > 0) {
            return;
        }
        charged = flow.charged(pc);
        b.aload(MACHINE_VARIABLE)
                .dup()
                .getfield(MACHINE, "fuel", LONG)
                .loadConstant((long) -charged)
                .ladd()
                .putfield(MACHINE, "fuel", LONG);
    }

    private void generateInPlace(int pc, int refund) {
        switch (c[pc]) {
            case MOVE, CLEAR, CHECK, LOAD_LITERAL, LOAD_GLOBAL, STORE_GLOBAL, LOAD_CELL, STORE_CELL, NEW_CELL ->
                variables.generate(pc, refund);
            case NOT -> comparisons.not(pc, refund);
            case IS, IS_NOT -> comparisons.compareIdentity(pc);
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
                comparisons.compareNumbers(pc, refund);
            case LOAD_ATTRIBUTE, STORE_ATTRIBUTE -> attributes.generateCached(pc, refund);
            case SUBSCRIPT, STORE_SUBSCRIPT, APPEND, UNPACK -> sequences.generateInPlace(pc, refund);
            default -> arithmetic.generate(pc, refund);
        }
    }

    private void generateCall(int pc) {
        generic.storeState(pc);
        switch (c[pc]) {
            case CALL, CALL_METHOD -> calls.call(pc);
            case LOAD_ATTRIBUTE, STORE_ATTRIBUTE -> attributes.generateCall(pc);
            case SUBSCRIPT, STORE_SUBSCRIPT, BUILD_LIST, BUILD_TUPLE -> sequences.generateCall(pc);
            default -> generic.generate(pc);
        }
    }

    private boolean generateBranch(int pc, int refund) {
        switch (c[pc]) {
            case JUMP -> {
                blocks.jump(c[pc + 1]);
                return false;
            }
            case RETURN, YIELD, RERAISE, RAISE, RAISE_FROM, RAISE_CURRENT -> {
                calls.generateEnd(pc);
                return false;
            }
            case JUMP_IF_FALSE, JUMP_IF_TRUE -> comparisons.testTruth(pc, refund);
            case FOR -> loops.generate(pc, refund);
            default -> {
                return comparisons.jumpUnless(pc, refund);
            }
        }
        return true;
    }
}
