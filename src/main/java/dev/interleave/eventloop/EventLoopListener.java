package dev.interleave.eventloop;

/// Told what the loop does, for figures and logs. Called on the loop's thread, so it must be quick and must not
/// block. What it throws is printed, and otherwise changes nothing.
public interface EventLoopListener {

    /// Hears nothing.
    EventLoopListener NONE = new EventLoopListener() {};

    /// Some turns were run. Tiny ones are told several at a time.
    ///
    /// @param turns how many, at least 1
    /// @param nanos how long all of them took together
    default void turnsRan(int turns, long nanos) {}

    /// Work from other threads was let in.
    ///
    /// @param nanos how long the first of it had waited at the door
    default void lagged(long nanos) {}

    /// A task's computation threw. Its callbacks are told too.
    default void taskFailed(Task<?> task, Throwable failure) {}

    /// A callback threw. Nobody else is told.
    default void callbackFailed(Throwable failure) {}
}
