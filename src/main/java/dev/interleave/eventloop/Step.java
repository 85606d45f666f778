package dev.interleave.eventloop;

/// How one step of a [Coroutine] ended.
public enum Step {
    /// There is more to do: step it again.
    YIELDED,
    /// It waits for something outside of the loop: the task is paused, and [Task#onAwait] says what happens then.
    AWAITS,
    /// The computation has returned: its value is there, and it must not be stepped again.
    RETURNED
}
