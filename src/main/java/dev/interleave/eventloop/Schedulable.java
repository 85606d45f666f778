package dev.interleave.eventloop;

/// Something that can have a turn of the loop: a step of a task, or a callback.
abstract sealed class Schedulable permits Task, LoopCallback {

    /// The meter's mark under which turns of this entry were last seen to be tiny; see [TurnMeter].
    int tinySince;

    /// How many turns on trial for that mark were tiny so far.
    int tinyInARow;

    /// Has one turn. Never throws.
    abstract void turn();

    /// A turn of this entry was measured alone.
    ///
    /// @param nanos how long it took
    void measured(long nanos) {}
}
