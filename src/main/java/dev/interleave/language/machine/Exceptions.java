package dev.interleave.language.machine;

import dev.interleave.language.code.Code.Handler;
import dev.interleave.language.code.Opcode;
import dev.interleave.language.value.ClassObject;
import dev.interleave.language.value.Errors;
import dev.interleave.language.value.ExceptionObject;
import dev.interleave.language.value.Frame;
import dev.interleave.language.value.Frame.Return;
import dev.interleave.language.value.Raised;
import dev.interleave.language.value.Singleton;
import dev.interleave.language.value.TupleObject;
import dev.interleave.language.value.Types;
import org.jspecify.annotations.Nullable;

/// Raising and handling of exceptions.
@SuppressWarnings("NullAway") // a running machine has a frame
final class Exceptions {

    /// The largest number of classes in nested tuples that one `except` looks at.
    private static final int MAX_TYPES = 10_000;

    private final Machine machine;

    Exceptions(Machine machine) {
        this.machine = machine;
    }

    /// Raises an exception at the instruction of the frame on top: continues at a handler, or ends the program.
    void raise(ExceptionObject raised) {
        ExceptionObject exception = raised;
        Frame frame = machine.frame;
        int opcode = frame.code.instructions[frame.pc];
        boolean isAgain = opcode == Opcode.RERAISE || opcode == Opcode.RAISE_CURRENT;
        if (!isAgain) {
            setContext(exception);
        }
        while (true) {
            if (!isAgain) {
                note(exception, frame);
            }
            isAgain = false;
            Handler handler = frame.code.handler(frame.pc);
            if (handler != null) {
                frame.registers[handler.register()] = exception;
                frame.pc = handler.target();
                return;
            }
            exception = leave(frame, exception);
            if (machine.frame == null || exception == null) {
                return;
            }
            frame = machine.frame;
        }
    }

    private static void note(ExceptionObject exception, Frame frame) {
        if (frame.code.isLibrary()) {
            return;
        }
        if (exception.places.size() < ExceptionObject.MAX_PLACES) {
            exception.places.add(new ExceptionObject.Place(frame.function.qualifiedName, frame.code.line(frame.pc)));
        } else {
            exception.omittedPlaces++;
        }
    }

    /// @return the exception that goes on to the caller, or null if it ends here
    private @Nullable ExceptionObject leave(Frame frame, ExceptionObject exception) {
        ExceptionObject next = exception;
        Frame caller = frame.caller;
        Return onReturn = frame.onReturn;
        boolean isStop = exception.type.isSubclassOf(Types.STOP_ITERATION);
        if (frame.generator != null) {
            machine.generators.finish(frame);
            if (isStop) {
                next = new ExceptionObject(Types.RUNTIME_ERROR, TupleObject.of("generator raised StopIteration"));
                next.cause = exception;
                next.context = exception;
                next.suppressesContext = true;
                isStop = false;
            }
        }
        frame.caller = null;
        machine.frame = caller;
        machine.depth--;
        if (onReturn == Return.END) {
            machine.failure = next;
            machine.frame = null;
            return null;
        }
        if (onReturn == Return.NEXT_METHOD && isStop) {
            caller.pc = caller.code.instructions[caller.pc + 3];
            return null;
        }
        if (onReturn == Return.CLOSE && next.type.isSubclassOf(Types.GENERATOR_EXIT)) {
            machine.calls.deliver(Singleton.NONE);
            return null;
        }
        return next;
    }

    private void setContext(ExceptionObject exception) {
        ExceptionObject handled = handled();
        if (handled == null || handled == exception || exception.context != null) {
            return;
        }
        // A program can make a circle of contexts, which ends the walk (Brent, *An improved Monte Carlo factorization
        // algorithm*, 1980).
        ExceptionObject mark = handled;
        int length = 0;
        for (ExceptionObject e = handled; e.context != null; e = e.context) {
            if (e.context == exception) {
                e.context = null;
                break;
            }
            if (e.context == mark) {
                break;
            }
            if (Integer.bitCount(++length) == 1) {
                mark = e;
            }
        }
        machine.charge(length >> 1);
        exception.context = handled;
    }

    /// @return what is being handled, or null
    @Nullable
    ExceptionObject handled() {
        for (Frame frame = machine.frame; frame != null; frame = frame.caller) {
            Handler region = frame.code.handled(frame.pc);
            if (region != null && frame.registers[region.register()] instanceof ExceptionObject exception) {
                return exception;
            }
        }
        return null;
    }

    // --- instructions

    void raiseValue(Object value, @Nullable Object cause) {
        Object exception = value;
        if (value instanceof ClassObject type && type.layout == ClassObject.Layout.EXCEPTION) {
            if (type.isNative) {
                exception = new ExceptionObject(type, TupleObject.EMPTY);
            } else {
                Object from = cause == null ? Singleton.ELLIPSIS : cause;
                machine.calls.library("raise_class", Return.VALUE, value, from);
                return; // the library makes an instance and raises it
            }
        }
        if (!(exception instanceof ExceptionObject e)) {
            throw Errors.type("exceptions must derive from BaseException");
        }
        if (cause != null) {
            setCause(e, cause);
        }
        throw new Raised(e);
    }

    static void setCause(ExceptionObject exception, Object cause) {
        if (cause != Singleton.NONE && !(cause instanceof ExceptionObject)) {
            throw Errors.type("exception causes must derive from BaseException");
        }
        exception.cause = cause;
        exception.suppressesContext = true;
    }

    void raiseCurrent() {
        ExceptionObject current = handled();
        if (current == null) {
            throw new Raised(Types.RUNTIME_ERROR, "No active exception to reraise");
        }
        throw new Raised(current);
    }

    /// @return whether an exception is of a class, or one of a tuple of classes
    static boolean matches(ExceptionObject exception, Object types) {
        return matches(exception, types, new int[] {MAX_TYPES});
    }

    private static boolean matches(ExceptionObject exception, Object types, int[] left) {
        if (--left[0] < 0) {
            throw new Raised(Types.RECURSION_ERROR, "maximum recursion depth exceeded");
        }
        if (types instanceof ClassObject type && type.layout == ClassObject.Layout.EXCEPTION) {
            return exception.type.isSubclassOf(type);
        }
        if (types instanceof TupleObject tuple) {
            boolean found = false;
            for (Object item : tuple.items) {
                found |= matches(exception, item, left);
            }
            return found;
        }
        throw Errors.type("catching classes that do not inherit from BaseException is not allowed");
    }
}
