package dev.interleave.language.machine;

import dev.interleave.language.code.Opcode;
import dev.interleave.language.value.Errors;
import dev.interleave.language.value.ExceptionObject;
import dev.interleave.language.value.Frame;
import dev.interleave.language.value.Frame.Return;
import dev.interleave.language.value.GeneratorObject;
import dev.interleave.language.value.IteratorObject;
import dev.interleave.language.value.Raised;
import dev.interleave.language.value.Singleton;
import dev.interleave.language.value.TupleObject;
import dev.interleave.language.value.Types;
import org.jspecify.annotations.Nullable;

/// Generators: frames that are resumed by others.
@SuppressWarnings({"NullAway", "ReferenceEquality"}) // a running machine has a frame
final class Generators {

    /// Marks an inner generator that is closed before the outer one.
    private static final Object CLOSING = Singleton.ELLIPSIS;

    private final Machine machine;

    Generators(Machine machine) {
        this.machine = machine;
    }

    // --- resuming

    /// Resumes a generator for the instruction of the frame on top.
    ///
    /// @return whether it runs; false if it had ended before
    boolean resume(GeneratorObject generator, Object sent, Return onReturn) {
        if (generator.isRunning) {
            throw Errors.value("generator already executing");
        }
        Frame frame = generator.frame;
        if (frame == null) {
            return false;
        }
        if (!generator.isStarted && sent != Singleton.NONE) {
            throw Errors.type("can't send non-None value to a just-started generator");
        }
        enter(generator, frame, onReturn);
        if (generator.isStarted) {
            int[] code = frame.code.instructions;
            frame.registers[code[frame.pc + 1]] = sent;
            if (code[frame.pc] == Opcode.YIELD) {
                frame.pc += Opcode.length(Opcode.YIELD);
            }
        }
        generator.isStarted = true;
        return true;
    }

    private void enter(GeneratorObject generator, Frame frame, Return onReturn) {
        if (++machine.depth > machine.limits.depth()) {
            machine.depth--;
            throw new Raised(Types.RECURSION_ERROR, "maximum recursion depth exceeded");
        }
        generator.isRunning = true;
        frame.caller = machine.frame;
        frame.onReturn = onReturn;
        frame.subject = null;
        machine.frame = frame;
    }

    Object send(GeneratorObject generator, Object sent) {
        if (resume(generator, sent, Return.NEXT)) {
            return Calls.SWITCH;
        }
        throw new Raised(new ExceptionObject(Types.STOP_ITERATION, TupleObject.EMPTY));
    }

    Object next(GeneratorObject generator, Object atEnd) {
        if (resume(generator, Singleton.NONE, Return.NEXT_DEFAULT)) {
            machine.frame.subject = atEnd;
            return Calls.SWITCH;
        }
        return atEnd;
    }

    // --- yielding

    /// Suspends the frame on top, and gives a value to the one that resumed it.
    void yielded(Object value) {
        Frame frame = machine.frame;
        while (true) {
            Frame caller = frame.caller;
            Return onReturn = frame.onReturn;
            frame.caller = null;
            frame.generator.isRunning = false;
            machine.frame = caller;
            machine.depth--;
            machine.fuel--;
            if (onReturn != Return.DELEGATE) {
                receive(onReturn, value);
                return;
            }
            if (frame.subject == CLOSING) {
                throw new Raised(Types.RUNTIME_ERROR, "generator ignored GeneratorExit");
            }
            frame = caller;
        }
    }

    private void receive(Return onReturn, Object value) {
        if (onReturn == Return.CLOSE) {
            throw new Raised(Types.RUNTIME_ERROR, "generator ignored GeneratorExit");
        }
        machine.calls.deliver(value); // LOOP, NEXT and NEXT_DEFAULT alike
    }

    /// Executes `yield from` in the frame on top.
    void delegate(int d, int register) {
        Frame frame = machine.frame;
        Object[] registers = frame.registers;
        Object iterator = registers[register];
        Object sent = registers[d];
        if (iterator instanceof IteratorObject simple) {
            if (sent != Singleton.NONE) {
                throw Errors.attribute(iterator, "send");
            }
            Object value = simple.next();
            if (value == null) {
                machine.calls.deliver(Singleton.NONE);
            } else {
                yielded(value);
            }
            return;
        }
        if (!(iterator instanceof GeneratorObject)) {
            iterator = machine.calls.library("delegate", Return.VALUE, iterator); // a generator
            registers[register] = iterator;
        }
        if (!resume((GeneratorObject) iterator, sent, Return.DELEGATE)) {
            machine.calls.deliver(Singleton.NONE);
        }
    }

    // --- ending

    /// A generator has returned; the frame that resumed it is on top.
    void ended(Frame frame, Object value) {
        finish(frame);
        Frame caller = machine.frame;
        switch (frame.onReturn) {
            case LOOP -> caller.pc = caller.code.instructions[caller.pc + 3];
            case NEXT ->
                throw new Raised(new ExceptionObject(
                        Types.STOP_ITERATION, value == Singleton.NONE ? TupleObject.EMPTY : TupleObject.of(value)));
            case NEXT_DEFAULT -> machine.calls.deliver(frame.subject);
            case DELEGATE -> {
                if (frame.subject == CLOSING) {
                    throw new Raised(new ExceptionObject(Types.GENERATOR_EXIT, TupleObject.EMPTY));
                }
                machine.calls.deliver(value);
            }
            case CLOSE -> machine.calls.deliver(Singleton.NONE);
            default -> throw new IllegalStateException();
        }
    }

    void finish(Frame frame) {
        frame.generator.isRunning = false;
        frame.generator.frame = null;
    }

    // --- raising

    Object raise(GeneratorObject generator, ExceptionObject exception) {
        enterAll(generator, Return.NEXT, exception.type.isSubclassOf(Types.GENERATOR_EXIT));
        throw new Raised(exception); // in the innermost frame, which is on top
    }

    Object close(GeneratorObject generator) {
        if (generator.isRunning) {
            throw Errors.value("generator already executing");
        }
        if (generator.frame == null || !generator.isStarted) {
            generator.frame = null;
            return Singleton.NONE;
        }
        enterAll(generator, Return.CLOSE, true);
        throw new Raised(new ExceptionObject(Types.GENERATOR_EXIT, TupleObject.EMPTY));
    }

    /// Enters a generator and those that it delegates to. One that had ended or never started ends now.
    private void enterAll(GeneratorObject generator, Return onReturn, boolean isClosing) {
        if (generator.isRunning) {
            throw Errors.value("generator already executing");
        }
        if (generator.frame == null || !generator.isStarted) {
            generator.frame = null;
            return;
        }
        enter(generator, generator.frame, onReturn);
        for (GeneratorObject inner = delegatee(generator.frame); inner != null; inner = delegatee(inner.frame)) {
            enter(inner, inner.frame, Return.DELEGATE);
            inner.frame.subject = isClosing ? CLOSING : null;
        }
    }

    private static @Nullable GeneratorObject delegatee(Frame frame) {
        int[] code = frame.code.instructions;
        return code[frame.pc] == Opcode.YIELD_FROM
                        && frame.registers[code[frame.pc + 2]] instanceof GeneratorObject inner
                        && inner.frame != null
                        && inner.isStarted
                ? inner
                : null;
    }
}
