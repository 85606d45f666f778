package dev.interleave.eventloop;

/// How a [Task] ended. Immutable.
///
/// @param <T> the type of the value that a successful task returns
public sealed interface Outcome<T> {

    /// @param value what the computation returned
    record Succeeded<T>(T value) implements Outcome<T> {}

    /// @param cause what the computation threw, an [Error] included
    record Failed<T>(Throwable cause) implements Outcome<T> {}

    /// The task was cancelled between two steps.
    record Cancelled<T>() implements Outcome<T> {}
}
