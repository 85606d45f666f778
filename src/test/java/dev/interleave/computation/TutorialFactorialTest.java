package dev.interleave.computation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.arithmetic.Natural;
import dev.interleave.computation.factorial.IterativeFactorial;
import dev.interleave.eventloop.Coroutine;
import dev.interleave.eventloop.EventLoop;
import dev.interleave.eventloop.EventLoopListener;
import dev.interleave.eventloop.Outcome;
import dev.interleave.eventloop.Scheduling;
import dev.interleave.eventloop.Step;
import dev.interleave.eventloop.Task;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The tutorial's 12!, 8! and 4! with the computation of the service. It records `n: partial product` per step that
/// yields, and `n! = value @ rounds` per result.
class TutorialFactorialTest {

    private final List<String> steps = new ArrayList<>();
    private final List<String> ends = new ArrayList<>();

    @Test
    void runsSequentially() {
        run(Scheduling.SEQUENTIAL);

        assertThat(steps)
                .containsExactly(
                        "12: 132",
                        "12: 1320",
                        "12: 11880",
                        "12: 95040",
                        "12: 665280",
                        "12: 3991680",
                        "12: 19958400",
                        "12: 79833600",
                        "12: 239500800",
                        "8: 56",
                        "8: 336",
                        "8: 1680",
                        "8: 6720",
                        "8: 20160",
                        "4: 12");
        assertThat(ends).containsExactly("12! = 479001600 @ 10", "8! = 40320 @ 16", "4! = 24 @ 18");
    }

    @Test
    void runsInterleaved() {
        run(Scheduling.INTERLEAVED);

        assertThat(steps)
                .containsExactly(
                        "12: 132",
                        "8: 56",
                        "4: 12",
                        "12: 1320",
                        "8: 336",
                        "12: 11880",
                        "8: 1680",
                        "12: 95040",
                        "8: 6720",
                        "12: 665280",
                        "8: 20160",
                        "12: 3991680",
                        "12: 19958400",
                        "12: 79833600",
                        "12: 239500800");
        assertThat(ends).containsExactly("4! = 24 @ 6", "8! = 40320 @ 14", "12! = 479001600 @ 18");
    }

    private void run(Scheduling scheduling) {
        EventLoop loop = new EventLoop(scheduling, EventLoopListener.NONE);
        for (int n : new int[] {12, 8, 4}) {
            Task<Natural> task = new Task<>(loop, n + "!", new Watched(n, new IterativeFactorial(n)));
            loop.schedule(task.onDone(outcome -> {
                assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
                Natural value = ((Outcome.Succeeded<? extends Natural>) outcome).value();
                ends.add(task.name() + " = " + value.toBigInteger() + " @ " + task.rounds());
            }));
        }
        loop.runUntilIdle();
    }

    private final class Watched implements Coroutine<Natural> {

        private final int n;
        private final Calculation calculation;

        Watched(int n, Calculation calculation) {
            this.n = n;
            this.calculation = calculation;
        }

        @Override
        public Step step() {
            Step step = calculation.step();
            if (step == Step.YIELDED) {
                steps.add(n + ": " + Calculations.partialProduct(calculation).toBigInteger());
            }
            return step;
        }

        @Override
        public Natural value() {
            return Calculations.number(calculation);
        }
    }
}
