package dev.interleave.language.value;

import dev.interleave.arithmetic.sliced.SlicedOperation;
import java.util.List;

/// What a function that is written in Java returns instead of a result, to make the machine do something.
public sealed interface Request {

    /// The function of the library with the same name has to do it: it takes long, or calls code of the program.
    record NeedsCode() implements Request {}

    /// The result takes long, and is made in slices.
    ///
    /// @param operation that makes it; its operands must not change meanwhile
    record LongWork(SlicedOperation<Object> operation) implements Request {}

    /// The result is that of another call.
    ///
    /// @param callee what is called
    /// @param arguments by position
    record Invoke(Object callee, List<Object> arguments) implements Request {}

    /// The result is the next value of a generator.
    ///
    /// @param generator that is resumed
    /// @param sent what its `yield` returns
    record Send(GeneratorObject generator, Object sent) implements Request {}

    /// As [Send], with a value for the end.
    ///
    /// @param generator that is resumed
    /// @param atEnd the result if it ends
    record NextOr(GeneratorObject generator, Object atEnd) implements Request {}

    /// An exception is raised in a generator.
    ///
    /// @param generator that is resumed
    /// @param exception that its `yield` raises
    record Throw(GeneratorObject generator, ExceptionObject exception) implements Request {}

    /// A generator is closed.
    ///
    /// @param generator to be closed
    record Close(GeneratorObject generator) implements Request {}

    /// The result is an attribute.
    ///
    /// @param value that has it
    /// @param name of the attribute
    record Load(Object value, String name) implements Request {}

    /// An attribute is set.
    ///
    /// @param value that gets it
    /// @param name of the attribute
    /// @param attribute its value
    record Store(Object value, String name, Object attribute) implements Request {}

    /// The program has made a step, and gives its turn away. The result is `None`.
    ///
    /// @param value the partial result
    record Step(Object value) implements Request {}

    /// The program has made a step, and waits. The result is a tuple: whether it is an exception, and the value or
    /// the exception that the program continues with.
    ///
    /// @param awaited an [AwaitableObject], or a list or tuple of them
    record Await(Object awaited) implements Request {}
}
