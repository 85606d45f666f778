package dev.interleave.language.machine;

import static dev.interleave.language.machine.Calls.SWITCH;
import static dev.interleave.language.machine.InstructionSupport.runNestedFrames;

import dev.interleave.language.value.Frame;
import dev.interleave.language.value.GeneratorObject;
import dev.interleave.language.value.ListObject;
import dev.interleave.language.value.RangeObject;
import dev.interleave.language.value.SequenceIterator;
import dev.interleave.language.value.Singleton;
import org.jspecify.annotations.Nullable;

/// Advances iterators for the `for` loops of compiled code. Static methods only; call only from the thread that runs
/// the machine.
///
/// [InstructionSupport] describes the contract.
@SuppressWarnings({"NullAway", "ReferenceEquality"}) // unset registers are null; markers are compared by identity
final class IterationSupport {

    /// The result of [#next] at the end of an iterator.
    static final Object END = new Object();

    private IterationSupport() {}

    /// @return whether this is an iterator of a range that has a next element
    static boolean hasRangeNext(Object x) {
        return x instanceof SequenceIterator i
                && !i.isReversed
                && i.sequence instanceof RangeObject range
                && i.index < range.length;
    }

    /// @param x for which [#hasRangeNext] is true
    /// @return the next element
    static long rangeNext(Object x) {
        SequenceIterator i = (SequenceIterator) x;
        RangeObject range = (RangeObject) i.sequence;
        return range.start + i.index++ * range.step;
    }

    /// @return the next element, or null at the end, or if this is not an iterator of a list
    static @Nullable Object listNext(Object x) {
        return x instanceof SequenceIterator i
                        && !i.isReversed
                        && i.sequence instanceof ListObject list
                        && i.index < list.size
                ? list.get((int) i.index++)
                : null;
    }

    /// Closes an iterator of a range or a list that has no next element.
    ///
    /// @return whether it is closed; false for other objects
    static boolean closeIfAtEnd(Object x) {
        if (!(x instanceof SequenceIterator i) || i.isReversed) {
            return false;
        }
        boolean isAtEnd = i.sequence == null
                || (i.sequence instanceof RangeObject range && i.index >= range.length)
                || (i.sequence instanceof ListObject list && i.index >= list.size);
        return isAtEnd && i.next() == null;
    }

    /// Advances an iterator of any type.
    ///
    /// @return the next element, [#END], or null to leave
    static @Nullable Object next(Machine machine, Frame f, int pc, Object x) {
        int depth = machine.depth;
        Object v = advance(machine, x);
        if (v == SWITCH) {
            return runNestedFrames(machine, f, depth) ? delivered(machine, f, pc) : null;
        }
        if (machine.fuel <= 0) {
            stopAfter(f, pc, v);
            return null;
        }
        return v == null ? END : v;
    }

    /// @return the next element, null at the end, or [Calls#SWITCH] if a frame was pushed that delivers it
    private static @Nullable Object advance(Machine machine, Object x) {
        if (x instanceof GeneratorObject g && g.frame != null) {
            if (!machine.generators.resume(g, Singleton.NONE, Frame.Return.LOOP)) {
                throw new IllegalStateException();
            }
            return SWITCH;
        }
        return machine.slow.next(x);
    }

    /// @return what the frame that was pushed has delivered, or null to leave
    private static @Nullable Object delivered(Machine machine, Frame f, int pc) {
        int[] c = f.code.instructions;
        if (f.pc == c[pc + 3] && machine.fuel > 0) {
            return END;
        }
        if (f.pc != pc + 4 || machine.fuel <= 0) {
            return null;
        }
        return f.registers[c[pc + 1]];
    }

    /// Writes the state after the loop has advanced.
    private static void stopAfter(Frame f, int pc, @Nullable Object value) {
        int[] c = f.code.instructions;
        if (value == null) {
            f.pc = c[pc + 3];
        } else {
            f.registers[c[pc + 1]] = value;
            f.pc = pc + 4;
        }
    }
}
