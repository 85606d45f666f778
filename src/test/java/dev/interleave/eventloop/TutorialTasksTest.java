package dev.interleave.eventloop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The third system of the tutorial: a factorial that takes two multiplications, returns what is left of itself
/// as a value, and is scheduled again by its own callback.
class TutorialTasksTest {

    private sealed interface Reply {}

    private record Result(long value) implements Reply {

        @Override
        public String toString() {
            return Long.toString(value);
        }
    }

    private record Continuation(long n, long product, long bigN) implements Reply {

        @Override
        public String toString() {
            return "(" + n + ", " + product + ", " + bigN + ")";
        }
    }

    private final EventLoop loop = new EventLoop(Scheduling.INTERLEAVED, EventLoopListener.NONE);
    private final List<String> trace = new ArrayList<>();

    @Test
    void continuationsAreScheduledAgainByTheirCallbacks() {
        schedule(new Continuation(4, 1, 4));
        schedule(new Continuation(3, 1, 3));
        loop.runUntilIdle();

        assertThat(trace).containsExactly("""
                Scheduling task factorial(4, 1, 4)
                Scheduling task factorial(3, 1, 3)
                Stepping factorial(4, 1, 4)
                Scheduling task factorial(4, 1, 4)
                Stepping factorial(3, 1, 3)
                Scheduling task factorial(3, 1, 3)
                Stepping factorial(4, 1, 4)
                factorial(4, 1, 4) finished with value (2, 12, 4)
                Stepping factorial(3, 1, 3)
                factorial(3, 1, 3) finished with value (1, 6, 3)
                Running callback with (2, 12, 4)
                Scheduling task factorial(2, 12, 4)
                Running callback with (1, 6, 3)
                Scheduling task factorial(1, 6, 3)
                Stepping factorial(2, 12, 4)
                factorial(2, 12, 4) finished with value 24
                Stepping factorial(1, 6, 3)
                factorial(1, 6, 3) finished with value 6
                Running callback with 24
                24
                Running callback with 6
                6
                """.split("\n"));
    }

    private void schedule(Continuation from) {
        Task<Reply> task = new Task<>(loop, "factorial" + from, new TwoMultiplications(from));
        trace.add("Scheduling task " + task.name());
        loop.schedule(task.onDone(this::factorialCallback));
    }

    private void factorialCallback(Outcome<? extends Reply> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
        Reply reply = ((Outcome.Succeeded<? extends Reply>) outcome).value();
        trace.add("Running callback with " + reply);
        switch (reply) {
            case Result(long value) -> trace.add(Long.toString(value));
            case Continuation rest -> schedule(rest);
        }
    }

    private final class TwoMultiplications implements Coroutine<Reply> {

        private final Continuation from;
        private boolean multipliedOnce;

        TwoMultiplications(Continuation from) {
            this.from = from;
        }

        @Override
        public Step step() {
            trace.add("Stepping factorial" + from);
            if (from.n > 2 && !multipliedOnce) {
                multipliedOnce = true;
                trace.add("Scheduling task factorial" + from); // which is what yielding means
                return Step.YIELDED;
            }
            return Step.RETURNED;
        }

        @Override
        public Reply value() {
            Reply value = from.n > 2
                    ? new Continuation(from.n - 2, from.product * from.n * (from.n - 1), from.bigN)
                    : new Result(from.product * Math.max(1, from.n));
            trace.add("factorial" + from + " finished with value " + value);
            return value;
        }
    }
}
