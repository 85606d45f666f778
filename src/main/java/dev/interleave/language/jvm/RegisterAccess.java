package dev.interleave.language.jvm;

import static dev.interleave.language.jvm.GeneratedNames.*;
import static dev.interleave.language.jvm.LocalVariables.*;

import dev.interleave.language.code.Code;
import java.lang.classfile.CodeBuilder;

/// Generates reads and writes of registers, and keeps track of the local variables that cache them. Numbers are
/// cached without boxing, and written to the frame when the state of the program has to be complete. Not
/// thread-safe.
final class RegisterAccess {

    private final CodeBuilder b;
    private final Object[] constants;
    private final int firstConstant;
    private final boolean isStoredAtOnce;
    private RegisterState state;

    /// @param isStoredAtOnce whether each value is written to the frame where it is defined, which makes exits
    ///     shorter
    RegisterAccess(CodeBuilder b, Code code, boolean isStoredAtOnce) {
        this.b = b;
        this.constants = code.constantValues();
        this.firstConstant = code.constants();
        this.isStoredAtOnce = isStoredAtOnce;
        this.state = new RegisterState(firstConstant);
    }

    // --- state

    RegisterState copyState() {
        return state.copy();
    }

    /// Continues with the registers as they are at another point of the method.
    void restore(RegisterState other) {
        state = other.copy();
    }

    /// Continues with no register cached.
    void reset() {
        state = new RegisterState(firstConstant);
    }

    boolean hasUnstored() {
        return state.hasUnstored();
    }

    void forget(int register) {
        state.forget(register);
    }

    void forgetAll() {
        state.forgetAll();
    }

    boolean isConstant(int register) {
        return register >= firstConstant;
    }

    /// @return whether the value is cached as a number of any kind; false for constants
    boolean isNumber(int register) {
        return !isConstant(register) && state.number[register] != 0;
    }

    /// @return whether the value is known to be a number of a kind, and can be pushed as such
    boolean isNumber(int register, int kind) {
        return isConstant(register) ? constantKind(register) == kind : state.number[register] == kind;
    }

    /// @return the kind of a constant that is a number, otherwise 0
    private int constantKind(int register) {
        Object value = constants[register - firstConstant];
        return value instanceof Long ? OperandKinds.LONG : value instanceof Double ? OperandKinds.DOUBLE : 0;
    }

    // --- writing to the frame

    /// Writes all unstored registers.
    void storeAll() {
        writeAll(state);
        state.markStored();
    }

    /// Writes the unstored registers of another point of the method.
    void writeAll(RegisterState from) {
        for (int i = 0; i < from.count(); i++) {
            if (from.isUnstored[i]) {
                write(from, i);
            }
        }
    }

    /// Writes one cached register.
    void write(RegisterState from, int register) {
        b.aload(REGISTERS_VARIABLE).loadConstant(register);
        pushCached(from, register);
        b.aastore();
    }

    private void pushCached(RegisterState from, int register) {
        if (from.isObject[register]) {
            b.aload(objectVariable(register));
        } else if (from.number[register] == OperandKinds.LONG) {
            b.lload(numberVariable(register)).invokestatic(SMALL_INTEGERS, "box", type(LONG_OBJECT, LONG));
        } else {
            b.dload(numberVariable(register)).invokestatic(DOUBLE_OBJECT, "valueOf", type(DOUBLE_OBJECT, DOUBLE));
        }
    }

    // --- reading

    /// Pushes the value of a register as an object.
    void pushObject(int register) {
        if (isConstant(register)) {
            pushStored(register);
        } else if (state.isObject[register]) {
            b.aload(objectVariable(register));
        } else {
            if (state.number[register] != 0 && state.isUnstored[register]) {
                pushCached(state, register);
            } else {
                pushStored(register);
            }
            b.dup().astore(objectVariable(register));
            state.isObject[register] = true;
        }
    }

    private void pushStored(int register) {
        b.aload(REGISTERS_VARIABLE).loadConstant(register).aaload();
    }

    /// Pushes an integer.
    ///
    /// @param register known to be a [OperandKinds#LONG]
    void pushLong(int register) {
        if (isConstant(register)) {
            b.loadConstant(constants[register - firstConstant] instanceof Long l ? l.longValue() : 0L);
        } else {
            b.lload(numberVariable(register));
        }
    }

    /// Pushes a number as a `double`.
    ///
    /// @param register known to be a number
    /// @param kind of the number
    void pushDouble(int register, int kind) {
        if (kind == OperandKinds.LONG) {
            pushLong(register);
            b.l2d();
        } else if (isConstant(register)) {
            b.loadConstant(constants[register - firstConstant] instanceof Double d ? d.doubleValue() : 0.0);
        } else {
            b.dload(numberVariable(register));
        }
    }

    /// Caches the number in a register whose object is cached.
    void unbox(int register, int kind) {
        if (kind == OperandKinds.LONG) {
            b.aload(objectVariable(register)).checkcast(LONG_OBJECT);
            b.invokevirtual(LONG_OBJECT, "longValue", type(LONG)).lstore(numberVariable(register));
        } else {
            b.aload(objectVariable(register)).checkcast(DOUBLE_OBJECT);
            b.invokevirtual(DOUBLE_OBJECT, "doubleValue", type(DOUBLE)).dstore(numberVariable(register));
        }
        state.number[register] = (byte) kind;
    }

    // --- defining

    /// Sets a register to the number on the operand stack.
    void defineNumber(int register, int kind) {
        if (kind == OperandKinds.LONG) {
            b.lstore(numberVariable(register));
        } else {
            b.dstore(numberVariable(register));
        }
        state.number[register] = (byte) kind;
        state.isObject[register] = false;
        markUnstored(register);
    }

    /// Sets a register to the object on the operand stack.
    void defineObject(int register) {
        b.astore(objectVariable(register));
        state.number[register] = 0;
        state.isObject[register] = true;
        markUnstored(register);
    }

    private void markUnstored(int register) {
        state.isUnstored[register] = true;
        if (isStoredAtOnce) {
            storeAll();
        }
    }

    /// Sets a register to the value of another.
    void move(int to, int from) {
        int kind = isConstant(from) ? constantKind(from) : state.number[from];
        if (kind == OperandKinds.LONG) {
            pushLong(from);
            defineNumber(to, kind);
        } else if (kind != 0) {
            pushDouble(from, kind);
            defineNumber(to, kind);
        } else {
            pushObject(from);
            defineObject(to);
        }
    }
}
