package dev.interleave.eventloop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The second system of the tutorial: 12!, 8! and 4!, one after the other and interleaved.
class TutorialRunTest {

    private final List<String> printed = new ArrayList<>();

    @Test
    void sequentialRunPrintsWhatTheTutorialPrints() {
        run(Scheduling.SEQUENTIAL);

        assertThat(printed).containsExactly("""
                partial product for 12! is 132
                partial product for 12! is 1320
                partial product for 12! is 11880
                partial product for 12! is 95040
                partial product for 12! is 665280
                partial product for 12! is 3991680
                partial product for 12! is 19958400
                partial product for 12! is 79833600
                partial product for 12! is 239500800
                Completed factorial(12) after 10 rounds
                factorial(12) == 479001600
                partial product for 8! is 56
                partial product for 8! is 336
                partial product for 8! is 1680
                partial product for 8! is 6720
                partial product for 8! is 20160
                Completed factorial(8) after 16 rounds
                factorial(8) == 40320
                partial product for 4! is 12
                Completed factorial(4) after 18 rounds
                factorial(4) == 24
                """.split("\n"));
    }

    /// The tutorial calls back before the next step. The loop calls back later, in the callback's own turn, so
    /// here the two kinds of lines are compared each in their order.
    @Test
    void interleavedRunTakesTheStepsOfTheTutorial() {
        run(Scheduling.INTERLEAVED);

        assertThat(printed).filteredOn(line -> line.startsWith("partial")).containsExactly("""
                partial product for 12! is 132
                partial product for 8! is 56
                partial product for 4! is 12
                partial product for 12! is 1320
                partial product for 8! is 336
                partial product for 12! is 11880
                partial product for 8! is 1680
                partial product for 12! is 95040
                partial product for 8! is 6720
                partial product for 12! is 665280
                partial product for 8! is 20160
                partial product for 12! is 3991680
                partial product for 12! is 19958400
                partial product for 12! is 79833600
                partial product for 12! is 239500800
                """.split("\n"));
        assertThat(printed).filteredOn(line -> !line.startsWith("partial")).containsExactly("""
                Completed factorial(4) after 6 rounds
                factorial(4) == 24
                Completed factorial(8) after 14 rounds
                factorial(8) == 40320
                Completed factorial(12) after 18 rounds
                factorial(12) == 479001600
                """.split("\n"));
    }

    @Test
    void interleavedCallbackHasItsTurnWithinOnePassOfTheQueue() {
        run(Scheduling.INTERLEAVED);

        assertThat(printed)
                .containsSubsequence(
                        "partial product for 8! is 336", // the step before 4! ends
                        "partial product for 12! is 11880",
                        "partial product for 8! is 1680",
                        "Completed factorial(4) after 6 rounds",
                        "partial product for 12! is 95040");
    }

    private void run(Scheduling scheduling) {
        EventLoop loop = new EventLoop(scheduling, EventLoopListener.NONE);
        loop.schedule(factorial(loop, 12), factorial(loop, 8), factorial(loop, 4));
        loop.runUntilIdle();
    }

    private Task<Long> factorial(EventLoop loop, int n) {
        Task<Long> task = new Task<>(loop, "factorial(" + n + ")", new TinyFactorial(n));
        return task.onDone(outcome -> {
            assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
            printed.add("Completed " + task.name() + " after " + task.rounds() + " rounds");
            printed.add(task.name() + " == " + ((Outcome.Succeeded<? extends Long>) outcome).value());
        });
    }

    /// The tutorial's generator: prints and yields each partial product, and returns the last.
    private final class TinyFactorial implements Coroutine<Long> {

        private final int bigN;
        private long n;
        private long product;

        TinyFactorial(int bigN) {
            this.bigN = bigN;
        }

        @Override
        public Step step() {
            if (product == 0) {
                product = bigN * (bigN - 1L);
                n = bigN - 2L;
            } else {
                product *= n--;
            }
            if (n <= 1) {
                return Step.RETURNED;
            }
            printed.add("partial product for " + bigN + "! is " + product);
            return Step.YIELDED;
        }

        @Override
        public Long value() {
            return product;
        }
    }
}
