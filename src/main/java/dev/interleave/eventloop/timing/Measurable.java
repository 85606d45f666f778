package dev.interleave.eventloop.timing;

/// Something that has turns of the loop, and remembers whether its last ones were tiny.
///
/// Not thread-safe; call only from the loop thread.
public abstract class Measurable {

    /// The generation of the [TurnMeter] in which its turns were found to be tiny.
    int tinyIn;

    /// How many turns in a row were tiny, of those measured alone.
    int tinyInARow;

    /// Has one turn. Never throws.
    protected abstract void turn();

    /// Notes that a turn was measured alone.
    ///
    /// @param nanos how long it took
    protected void measured(long nanos) {}
}
