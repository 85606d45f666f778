package dev.interleave.eventloop;

/// A computation that suspends itself between small pieces of work, as a generator does at each `yield`.
///
/// Not thread-safe; only the loop that it was given to may call it.
///
/// @param <T> the type of the value that it returns
public interface Coroutine<T> {

    /// Runs one bounded piece of work, up to the next point at which other tasks may have a turn.
    ///
    /// @return whether there is more to do
    /// @throws RuntimeException if the computation fails; it is not stepped again
    Step step();

    /// @return the value; defined only after [#step()] has returned [Step#RETURNED]
    T value();
}
