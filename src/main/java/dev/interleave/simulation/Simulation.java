package dev.interleave.simulation;

import dev.interleave.arithmetic.BinaryNatural;
import dev.interleave.computation.factorial.IterativeFactorial;
import dev.interleave.eventloop.Coroutine;
import dev.interleave.eventloop.EventLoop;
import dev.interleave.eventloop.EventLoopListener;
import dev.interleave.eventloop.Scheduling;
import dev.interleave.eventloop.Step;
import dev.interleave.eventloop.Task;
import dev.interleave.simulation.Trace.Completion;
import dev.interleave.simulation.Trace.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/// Runs factorials on a loop that is stepped by hand, and notes what happens. A pure function: the same
/// arguments give the same trace.
public final class Simulation {

    /// A factorial that notes each of its steps.
    private record Noted(int index, long n, IterativeFactorial factorial, List<Turn> turns, Clock clock)
            implements Coroutine<BinaryNatural> {

        @Override
        public Step step() {
            Step step = factorial.step();
            clock.now += Scheduling.SLICE_NANOS;
            var product = factorial.partialProduct().toBigInteger();
            turns.add(new Turn(turns.size() + 1L, index, n, product, step == Step.RETURNED));
            return step;
        }

        @Override
        public BinaryNatural value() {
            return factorial.value();
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

    /// How many rounds a run takes, whatever the policy.
    ///
    /// @param inputs each `n` at least 0
    /// @return the sum of the steps
    public static long rounds(List<Long> inputs) {
        return inputs.stream().mapToLong(IterativeFactorial::steps).sum();
    }

    /// Runs all factorials to their end.
    ///
    /// @param scheduling the policy that chooses the next task
    /// @param inputs the numbers, in the order of scheduling; time and memory grow with the square of each
    /// @return what happened
    public static Trace run(Scheduling scheduling, List<Long> inputs) {
        Clock clock = new Clock();
        EventLoop loop = new EventLoop(scheduling, EventLoopListener.NONE, clock);
        List<Turn> turns = new ArrayList<>();
        for (int index = 0; index < inputs.size(); index++) {
            long n = inputs.get(index);
            loop.schedule(new Task<>(loop, n + "!", new Noted(index, n, new IterativeFactorial(n), turns, clock)));
        }
        loop.runUntilIdle();
        return new Trace(turns.size(), turns, completions(turns));
    }

    private static List<Completion> completions(List<Turn> turns) {
        return turns.stream()
                .filter(Turn::returned)
                .map(turn -> new Completion(turn.index(), turn.n(), turn.round(), turn.product()))
                .toList();
    }
}
