package dev.interleave.simulation;

import java.math.BigInteger;
import java.util.List;

/// What happened in a simulation.
///
/// @param rounds how many turns there were
/// @param turns all of them, in order
/// @param completions in the order of completion
public record Trace(long rounds, List<Turn> turns, List<Completion> completions) {

    /// One step of one task.
    ///
    /// @param round counted from 1
    /// @param index of the task, in the order of the inputs, from 0
    /// @param n its input
    /// @param product after the step
    /// @param returned whether that is the final value
    public record Turn(long round, int index, long n, BigInteger product, boolean returned) {}

    /// The end of a task.
    ///
    /// @param index of the task
    /// @param n its input
    /// @param rounds all turns of the loop up to its end
    /// @param value `n!`
    public record Completion(int index, long n, long rounds, BigInteger value) {}
}
