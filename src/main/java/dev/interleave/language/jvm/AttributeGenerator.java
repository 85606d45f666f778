package dev.interleave.language.jvm;

import static dev.interleave.language.code.Opcode.*;
import static dev.interleave.language.jvm.GeneratedNames.*;

import dev.interleave.language.jvm.ExitGenerator.Exit;

/// Generates the access to attributes of objects. Not thread-safe.
final class AttributeGenerator extends InstructionGenerator {

    AttributeGenerator(MethodContext context) {
        super(context);
    }

    /// Generates the access by the inline cache of the instruction, which exits where the cache has no entry.
    void generateCached(int pc, int refund) {
        if (c[pc] == LOAD_ATTRIBUTE) {
            loadCached(pc, refund);
        } else {
            storeCached(pc, refund);
        }
    }

    private void loadCached(int pc, int refund) {
        Exit exit = exits.mismatch(pc, refund);
        pushCode();
        registers.pushObject(c[pc + 2]);
        b.loadConstant(c[pc + 4]);
        b.invokestatic(ATTRIBUTE_SUPPORT, "cachedAttribute", type(OBJECT, CODE, OBJECT, INT));
        defineOrExit(pc, exit);
    }

    private void storeCached(int pc, int refund) {
        Exit exit = exits.mismatch(pc, refund);
        pushCode();
        registers.pushObject(c[pc + 1]);
        registers.pushObject(c[pc + 3]);
        b.loadConstant(c[pc + 4]);
        b.invokestatic(ATTRIBUTE_SUPPORT, "setCachedAttribute", type(BOOLEAN, CODE, OBJECT, OBJECT, INT));
        b.ifeq(exit.label());
    }

    /// Generates the access by a call, which can run code of the program. The state is stored.
    void generateCall(int pc) {
        pushSite(pc);
        if (c[pc] == LOAD_ATTRIBUTE) {
            b.invokestatic(ATTRIBUTE_SUPPORT, "loadAttribute", type(OBJECT, MACHINE, FRAME, INT));
            defineOrLeave(pc);
        } else {
            b.invokestatic(ATTRIBUTE_SUPPORT, "storeAttribute", type(BOOLEAN, MACHINE, FRAME, INT))
                    .ifeq(leave);
        }
    }
}
