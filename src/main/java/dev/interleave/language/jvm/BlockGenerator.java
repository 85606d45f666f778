package dev.interleave.language.jvm;

import static dev.interleave.language.jvm.GeneratedNames.*;
import static dev.interleave.language.jvm.LocalVariables.*;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.SwitchCase;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Generates the table of entries, the heads of basic blocks, and the jumps between them. Not thread-safe.
final class BlockGenerator {

    private final CodeBuilder b;
    private final CodeFlow flow;
    private final RegisterAccess registers;
    private final ExitGenerator exits;
    private final DeferredCode deferred;
    private final Label[] labels;

    /// The registers at the end of the only predecessor of a block.
    private final @Nullable RegisterState[] inherited;

    /// @param length of the code, in words
    BlockGenerator(
            CodeBuilder b,
            CodeFlow flow,
            RegisterAccess registers,
            ExitGenerator exits,
            DeferredCode deferred,
            int length) {
        this.b = b;
        this.flow = flow;
        this.registers = registers;
        this.exits = exits;
        this.deferred = deferred;
        this.labels = new Label[length + 1];
        this.inherited = new RegisterState[length + 1];
        for (int pc = 0; pc < length; pc++) {
            labels[pc] = b.newLabel();
        }
    }

    /// Generates the jump to the instruction at which the method is entered.
    ///
    /// @param leave where to jump for an instruction that is no entry
    void enter(Label leave) {
        b.aload(FRAME_VARIABLE).getfield(FRAME, "registers", OBJECTS).astore(REGISTERS_VARIABLE);
        List<SwitchCase> cases = new ArrayList<>();
        flow.entries().stream().forEach(pc -> cases.add(SwitchCase.of(pc, labels[pc])));
        b.iload(PC_VARIABLE).lookupswitch(leave, cases);
    }

    /// Generates the head of a block.
    ///
    /// @param isFallingThrough whether the instruction before continues here
    void begin(int pc, boolean isFallingThrough) {
        RegisterState before = inherited[pc];
        if (isFallingThrough) {
            if (flow.isContinuation(pc)) {
                before = registers.copyState();
            } else {
                registers.storeAll();
            }
        }
        b.labelBinding(labels[pc]);
        if (before != null) {
            registers.restore(before);
        } else {
            registers.reset();
        }
        if (flow.isEntry(pc)) {
            b.aload(MACHINE_VARIABLE).getfield(MACHINE, "fuel", LONG).lconst_0().lcmp();
            b.ifle(exits.stop(pc, 0).label());
        }
    }

    /// @return where a conditional jump from here continues at another instruction
    Label edge(int target) {
        if (flow.isContinuation(target)) {
            inherited[target] = registers.copyState();
            return labels[target];
        }
        if (!registers.hasUnstored()) {
            return labels[target];
        }
        RegisterState state = registers.copyState();
        Label stub = b.newLabel();
        deferred.add(() -> {
            b.labelBinding(stub);
            registers.writeAll(state);
            b.goto_(labels[target]);
        });
        return stub;
    }

    /// Generates an unconditional jump to another instruction.
    void jump(int target) {
        if (flow.isContinuation(target)) {
            inherited[target] = registers.copyState();
        } else {
            registers.storeAll();
        }
        b.goto_(labels[target]);
    }
}
