package dev.interleave.language.machine;

import static dev.interleave.language.machine.Calls.SWITCH;
import static dev.interleave.language.machine.InstructionSupport.MAX_NESTING;
import static dev.interleave.language.machine.InstructionSupport.complete;

import dev.interleave.language.code.CacheEntry;
import dev.interleave.language.code.Code;
import dev.interleave.language.value.ExceptionObject;
import dev.interleave.language.value.Frame;
import dev.interleave.language.value.FunctionObject;
import dev.interleave.language.value.InstanceObject;
import dev.interleave.language.value.Raised;
import org.jspecify.annotations.Nullable;

/// Calls functions and ends frames for compiled code. Static methods only; call only from the thread that runs the
/// machine.
///
/// [InstructionSupport] describes the contract.
@SuppressWarnings({"NullAway", "ReferenceEquality"}) // unset registers are null; shapes are compared by identity
final class CallSupport {

    private CallSupport() {}

    /// Pushes the frame of a simple function with its arguments.
    ///
    /// @return the frame, or null if the callee is something else
    static @Nullable Frame pushFunctionFrame(Machine machine, Frame f, int pc, Object callee) {
        int[] c = f.code.instructions;
        int count = c[pc + 4];
        if (!(callee instanceof FunctionObject function)
                || !function.code.isSimple
                || function.code.signature.positional() != count
                || function.code.isGenerator) {
            return null;
        }
        Frame pushed = machine.calls.push(function, Frame.Return.VALUE);
        moveArguments(f.registers, c[pc + 3] + 1, pushed.registers, 0, count);
        return pushed;
    }

    /// @return the method that the inline cache has for the class of an object, or null
    private static @Nullable Object cachedMethod(Code code, InstanceObject object, int cache) {
        CacheEntry entry = AttributeSupport.cached(code, object, cache);
        return entry == null ? null : entry.value;
    }

    /// Pushes the frame of a simple method with its arguments.
    ///
    /// @return the frame, or null if the callee is something else
    static @Nullable Frame pushMethodFrame(Machine machine, Frame f, int pc, Object x) {
        int[] c = f.code.instructions;
        int count = c[pc + 5];
        if (!(x instanceof InstanceObject object)) {
            return null;
        }
        if (!(cachedMethod(f.code, object, c[pc + 6]) instanceof FunctionObject function)
                || !function.code.isSimple
                || function.code.signature.positional() != count + 1
                || function.code.isGenerator) {
            return null;
        }
        Frame pushed = machine.calls.push(function, Frame.Return.VALUE);
        pushed.registers[0] = object;
        int base = c[pc + 4];
        f.registers[base] = null;
        moveArguments(f.registers, base + 1, pushed.registers, 1, count);
        return pushed;
    }

    /// Moves arguments to the frame of the callee, and clears them in the frame of the caller.
    private static void moveArguments(Object[] from, int start, Object[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = from[start + i];
            from[start + i] = null;
        }
    }

    /// Begins to run a frame that was pushed on the stack of the thread.
    ///
    /// @return the compiled code, or null if the frame has to be interpreted
    static @Nullable CompiledCode enterCompiledCode(Machine machine, Frame callee) {
        CompiledCode form = (CompiledCode) callee.code.form;
        if (form == null || machine.nesting >= MAX_NESTING) {
            return null;
        }
        machine.nesting++;
        return form;
    }

    /// Interprets a frame that was pushed, until it has returned.
    ///
    /// @return the result, or null to leave
    static @Nullable Object interpret(Machine machine, Frame f, int pc) {
        Code code = machine.frame.code;
        if (++code.heat >= machine.compilation.warm) {
            machine.compilation.advance(machine, code);
        }
        return complete(machine, f, pc, machine.depth - 1, SWITCH);
    }

    /// Completes a call of compiled code.
    ///
    /// @param value what [CompiledCode#run] has returned
    /// @param depth of the stack before the call
    /// @return the result, or null to leave
    static @Nullable Object leaveCompiledCode(Machine machine, Frame f, int pc, @Nullable Object value, int depth) {
        machine.nesting--;
        if (value == null) {
            return complete(machine, f, pc, depth, SWITCH);
        }
        machine.frame = f;
        machine.depth = depth;
        if (machine.fuel <= 0) {
            return complete(machine, f, pc, depth, value);
        }
        return value;
    }

    /// Calls any object.
    ///
    /// @return the result, or null to leave
    static @Nullable Object call(Machine machine, Frame f, int pc, Object callee) {
        int[] c = f.code.instructions;
        int depth = machine.depth;
        Object v = machine.calls.call(callee, f.registers, c[pc + 3], c[pc + 4], Frame.Return.VALUE);
        return complete(machine, f, pc, depth, v);
    }

    /// Calls any method.
    ///
    /// @return the result, or null to leave
    static @Nullable Object callMethod(Machine machine, Frame f, int pc) {
        int depth = machine.depth;
        Object v = machine.slow.callMethod(f.code, f.registers, f.code.instructions, pc);
        return complete(machine, f, pc, depth, v);
    }

    /// Returns from a frame.
    ///
    /// @return the value if it is the result of an instruction of the caller, otherwise [Calls#SWITCH]
    static Object returnValue(Machine machine, Frame f, Object value) {
        if (f.onReturn == Frame.Return.VALUE) {
            return value;
        }
        machine.calls.returned(f, value);
        return SWITCH;
    }

    /// Suspends the generator on top with a value.
    ///
    /// @return [Calls#SWITCH]
    static Object yieldValue(Machine machine, Object value) {
        machine.generators.yielded(value);
        return SWITCH;
    }

    /// @return what to throw to raise an exception of the program
    static Raised raised(Object exception) {
        return new Raised((ExceptionObject) exception);
    }
}
