package dev.interleave.language.value;

import dev.interleave.language.code.Code;
import org.jspecify.annotations.Nullable;

/// One call of a function, suspended or running: its registers, and the instruction that is next.
public final class Frame {

    /// What happens in the caller when the frame returns.
    public enum Return {
        /// The result goes to the first operand of the instruction of the caller.
        VALUE,
        /// The result is dropped.
        DISCARD,
        /// The result is dropped; `None` goes to the first operand.
        NOTHING,
        /// The result must be `None`, and [#subject] goes to the first operand: the call of `__init__`.
        INSTANCE,
        /// The result is tested by the instruction of the caller, a conditional jump.
        TEST,
        /// The result becomes `True` or `False` in the first operand.
        BOOLEAN,
        /// The result becomes `True` or `False` in the first operand, negated.
        NEGATED,
        /// If the result is `NotImplemented`, the library does what is left of the operation.
        OPERATOR,
        /// The frame is the body of a class.
        CLASS,
        /// A generator, resumed by a `for` loop.
        LOOP,
        /// A generator, resumed by `next` or `send`.
        NEXT,
        /// A generator, resumed by `next` with a default, which is [#subject].
        NEXT_DEFAULT,
        /// A generator, resumed by `yield from`.
        DELEGATE,
        /// A generator, closed.
        CLOSE,
        /// A `__next__` method, called by a `for` loop.
        NEXT_METHOD,
        /// An `__iter__` method: the result must be an iterator.
        ITERATOR,
        /// The outermost frame.
        END
    }

    /// What is executed.
    public final Code code;

    /// The local variables, temporary values and constants.
    public final Object[] registers;

    /// The function that was called.
    public final FunctionObject function;

    /// Where the next instruction begins, or the one that called another frame.
    public int pc;

    /// The frame to return to, or null.
    public @Nullable Frame caller;

    /// What to do then.
    public Return onReturn = Return.VALUE;

    /// What that needs, or null.
    public @Nullable Object subject;

    /// The generator that it belongs to, or null.
    public @Nullable GeneratorObject generator;

    /// The names of the body of a class, or null.
    public @Nullable DictObject namespace;

    /// @param function that is called
    public Frame(FunctionObject function) {
        this.function = function;
        this.code = function.code;
        this.registers = code.newRegisters();
    }
}
