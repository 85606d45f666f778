package dev.interleave.eventloop;

/// How one step of a [Coroutine] ended.
public enum Step {
    /// There is more to do: step it again.
    YIELDED,
    /// The computation has returned: its value is there, and it must not be stepped again.
    RETURNED
}
