package dev.interleave.simulation;

import dev.interleave.computation.PartialValue;
import dev.interleave.computation.ProgramError;
import dev.interleave.computation.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    /// @param partial the partial value after the step
    /// @param end how the task ended, if that was its last step
    public record Turn(
            long round,
            int index,
            PartialValue partial,
            @Nullable End end) {}

    /// How a task ended: with a value, or with an exception.
    ///
    /// @param value what it returned, or null
    /// @param error the exception that ended its program, or null
    public record End(@Nullable Value value, @Nullable ProgramError error) {}

    /// The end of a task.
    ///
    /// @param index of the task
    /// @param rounds all turns of the loop up to its end
    /// @param end how it ended
    /// @param output what its program has printed
    public record Completion(int index, long rounds, End end, String output) {}
}
