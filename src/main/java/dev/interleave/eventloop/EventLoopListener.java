package dev.interleave.eventloop;

/// Observes a loop, for metrics and logs.
///
/// Called on the loop thread, so a method must be quick and must not block. What it throws goes to the thread's
/// handler of uncaught exceptions.
public interface EventLoopListener {

    /// Does nothing.
    EventLoopListener NONE = new EventLoopListener() {};

    /// Turns were run. Tiny turns are reported several at a time.
    ///
    /// @param turns how many, at least 1
    /// @param nanos how long all of them took together
    default void turnsRan(int turns, long nanos) {}

    /// Work from other threads was let into the loop.
    ///
    /// @param nanos how long the first of it had waited in the inbox
    default void lagged(long nanos) {}

    /// The computation of a task threw. The callbacks of the task are called too.
    default void taskFailed(Task<?> task, Throwable failure) {}

    /// A callback threw. Only the listener learns of it.
    default void callbackFailed(Throwable failure) {}
}
