package dev.interleave.eventloop;

/// A computation that suspends itself between small pieces of work, as a generator does at each `yield`.
///
/// Not thread-safe: whoever steps it owns it.
///
/// @param <T> what it returns in the end
public interface Coroutine<T> {

    /// Runs one bounded piece of work, up to the next point where others may have the loop.
    ///
    /// @return whether there is more to do
    /// @throws RuntimeException if the computation fails; it is not stepped again
    Step step();

    /// The value returned.
    ///
    /// @return the value; defined only after [#step()] has answered [Step#RETURNED]
    T value();
}
