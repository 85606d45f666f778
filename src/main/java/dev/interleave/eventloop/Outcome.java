package dev.interleave.eventloop;

/// How a [Task] ended.
///
/// @param <T> what a successful task returns
public sealed interface Outcome<T> {

    /// @param value what the computation returned
    record Succeeded<T>(T value) implements Outcome<T> {}

    /// @param cause what the computation threw, an [Error] included
    record Failed<T>(Throwable cause) implements Outcome<T> {}

    /// It was cancelled between two steps.
    record Cancelled<T>() implements Outcome<T> {}
}
