package dev.interleave.language.jvm;

import static dev.interleave.language.code.Opcode.*;
import static dev.interleave.language.jvm.GeneratedNames.*;
import static dev.interleave.language.jvm.LocalVariables.*;

import dev.interleave.language.jvm.ExitGenerator.Exit;

/// Generates the access to local and global variables, cells and literals. Not thread-safe.
final class VariableGenerator extends InstructionGenerator {

    VariableGenerator(MethodContext context) {
        super(context);
    }

    void generate(int pc, int refund) {
        switch (c[pc]) {
            case MOVE -> registers.move(c[pc + 1], c[pc + 2]);
            case CLEAR -> {
                b.aconst_null();
                registers.defineObject(c[pc + 1]);
            }
            case CHECK -> check(pc, refund);
            case LOAD_LITERAL -> loadLiteral(pc);
            case LOAD_GLOBAL -> loadGlobal(pc, refund);
            case STORE_GLOBAL -> storeGlobal(pc);
            case LOAD_CELL -> loadCell(pc, refund);
            case STORE_CELL -> storeCell(pc);
            case NEW_CELL -> newCell(pc);
            default -> throw new IllegalArgumentException();
        }
    }

    private void check(int pc, int refund) {
        int register = c[pc + 1];
        if (!registers.isNumber(register)) {
            Exit exit = exits.mismatch(pc, refund);
            registers.pushObject(register);
            b.ifnull(exit.label());
        }
    }

    private void loadLiteral(int pc) {
        pushCode();
        b.getfield(CODE, "literals", OBJECTS).loadConstant(c[pc + 2]).aaload();
        registers.defineObject(c[pc + 1]);
    }

    private void loadGlobal(int pc, int refund) {
        Exit exit = exits.mismatch(pc, refund);
        b.aload(FRAME_VARIABLE).loadConstant(c[pc + 2]).loadConstant(c[pc + 3]);
        b.invokestatic(VARIABLE_SUPPORT, "global", type(OBJECT, FRAME, INT, INT));
        defineOrExit(pc, exit);
    }

    private void storeGlobal(int pc) {
        b.aload(FRAME_VARIABLE).loadConstant(c[pc + 1]);
        registers.pushObject(c[pc + 2]);
        b.invokestatic(VARIABLE_SUPPORT, "setGlobal", type(VOID, FRAME, INT, OBJECT));
    }

    private void loadCell(int pc, int refund) {
        Exit exit = exits.mismatch(pc, refund);
        registers.pushObject(c[pc + 2]);
        b.invokestatic(VARIABLE_SUPPORT, "cellValue", type(OBJECT, OBJECT));
        defineOrExit(pc, exit);
    }

    private void storeCell(int pc) {
        registers.pushObject(c[pc + 1]);
        registers.pushObject(c[pc + 2]);
        b.invokestatic(VARIABLE_SUPPORT, "setCell", type(VOID, OBJECT, OBJECT));
    }

    private void newCell(int pc) {
        registers.pushObject(c[pc + 1]);
        b.invokestatic(VARIABLE_SUPPORT, "newCell", type(OBJECT, OBJECT));
        registers.defineObject(c[pc + 1]);
    }
}
