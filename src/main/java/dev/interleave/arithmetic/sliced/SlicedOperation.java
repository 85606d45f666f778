package dev.interleave.arithmetic.sliced;

/// A long operation, cut into pieces of bounded size, so that an event loop can run others in between.
///
/// Not thread-safe. Between two pieces its state is plain data.
///
/// @param <T> what it makes
public interface SlicedOperation<T> {

    /// No piece is larger than this many units, whatever the size of the operands. A unit is about a
    /// nanosecond.
    int MAX_UNITS = 400_000;

    /// Runs the next piece.
    ///
    /// @return how much work that was, in units: at least 1, at most [#MAX_UNITS]
    /// @throws IllegalStateException if it is done
    int advance();

    /// @return whether nothing is left to do
    boolean isDone();

    /// What it has made.
    ///
    /// @return the result
    /// @throws IllegalStateException if it is not done
    T result();
}
