package dev.interleave.simulation;

import dev.interleave.computation.FailedCalculationException;
import dev.interleave.computation.Value;
import dev.interleave.eventloop.Coroutine;
import dev.interleave.eventloop.EventLoop;
import dev.interleave.eventloop.EventLoopListener;
import dev.interleave.eventloop.Scheduling;
import dev.interleave.eventloop.Step;
import dev.interleave.eventloop.Task;
import dev.interleave.simulation.Trace.Completion;
import dev.interleave.simulation.Trace.End;
import dev.interleave.simulation.Trace.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Runs calculations on a loop that is stepped by hand, and notes what happens. The same arguments give the same
/// trace.
public final class Simulation {

    /// A calculation that notes each of its steps.
    private record Noted(int index, SimulatedTask task, List<Turn> turns, List<Completion> completions, Clock clock)
            implements Coroutine<Value> {

        @Override
        public Step step() {
            clock.now += Scheduling.SLICE_NANOS;
            try {
                Step step = task.calculation().step();
                note(step == Step.RETURNED ? new End(task.calculation().value(), null) : null);
                return step;
            } catch (FailedCalculationException e) {
                note(new End(null, e.error()));
                throw e;
            }
        }

        private void note(@Nullable End end) {
            long round = turns.size() + 1L;
            turns.add(new Turn(round, index, task.calculation().partialValue(), end));
            if (end != null) {
                completions.add(
                        new Completion(index, round, end, task.calculation().output()));
            }
        }

        @Override
        public Value value() {
            return task.calculation().value();
        }
    }

    /// Every step takes one unit of time, which is a slice of the policy that measures time.
    private static final class Clock implements LongSupplier {

        private long now;

        @Override
        public long getAsLong() {
            return now;
        }
    }

    private Simulation() {}

    /// Runs all tasks to their end.
    ///
    /// @param scheduling the policy that chooses the next task
    /// @param tasks in the order of scheduling
    /// @param maxRounds the largest number of turns
    /// @return what happened; empty if it takes more turns
    public static Optional<Trace> run(Scheduling scheduling, List<SimulatedTask> tasks, int maxRounds) {
        Clock clock = new Clock();
        EventLoop loop = new EventLoop(scheduling, EventLoopListener.NONE, clock);
        List<Turn> turns = new ArrayList<>();
        List<Completion> completions = new ArrayList<>();
        for (int index = 0; index < tasks.size(); index++) {
            var noted = new Noted(index, tasks.get(index), turns, completions, clock);
            loop.schedule(new Task<>(loop, "task " + index, noted));
        }
        while (completions.size() < tasks.size()) {
            if (turns.size() >= maxRounds) {
                return Optional.empty();
            }
            loop.runTurn();
        }
        return Optional.of(new Trace(turns.size(), turns, completions));
    }
}
