package dev.interleave.computation;

import static dev.interleave.computation.Checkpoints.FACTORIAL;
import static dev.interleave.computation.Checkpoints.after;
import static dev.interleave.computation.Checkpoints.end;
import static dev.interleave.computation.Checkpoints.resumed;
import static dev.interleave.computation.Checkpoints.written;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.computation.factorial.FastFactorial;
import dev.interleave.eventloop.Step;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Checkpoints of factorials.
class CheckpointTest {

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void resumesFromEveryStepToTheSameResult(Algorithm algorithm) {
        for (long n : new long[] {0, 1, 2, 3, 4, 5, 19, 20, 21, 40, 100, 257}) {
            BigInteger expected = FactorialReference.factorial(n);
            Calculation calculation = FACTORIAL.start(Input.of("n", n), algorithm);
            Step step = Step.YIELDED;
            while (step == Step.YIELDED) {
                assertThat(end(resumed(n, algorithm, written(calculation.checkpoint()))))
                        .isEqualTo(expected);
                step = calculation.step();
            }
            assertThat(end(resumed(n, algorithm, written(calculation.checkpoint()))))
                    .isEqualTo(expected);
        }
    }

    /// For small `n`, one step of the fast algorithm runs many pieces.
    @ParameterizedTest
    @ValueSource(longs = {20, 39, 40, 1_000, 5_000})
    void resumesFastAlgorithmFromEveryPiece(long n) {
        BigInteger expected = FactorialReference.factorial(n);
        FastFactorial factorial = new FastFactorial(n);
        while (factorial.fraction() < 1) {
            assertThat(end(resumed(n, Algorithm.FAST, written(factorial.checkpoint()))))
                    .isEqualTo(expected);
            factorial.advanceOnce();
        }
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void resumesFromRandomStepsOfALargeFactorial(Algorithm algorithm) {
        Random random = new Random(23);
        long n = algorithm == Algorithm.FAST ? 150_000 : 12_000;
        BigInteger expected = FactorialReference.factorial(n);
        int steps = steps(n, algorithm);
        for (int i = 0; i < 4; i++) {
            Calculation calculation = after(random.nextInt(steps), FACTORIAL.start(Input.of("n", n), algorithm));
            assertThat(end(resumed(n, algorithm, written(calculation.checkpoint())))
                            .equals(expected))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void resumesAResumedCalculation(Algorithm algorithm) {
        long n = 60_000;
        int hop = algorithm == Algorithm.FAST ? 40 : 9_000;
        Calculation calculation = FACTORIAL.start(Input.of("n", n), algorithm);
        for (int i = 0; i < 4; i++) {
            calculation = resumed(n, algorithm, written(after(hop, calculation).checkpoint()));
        }

        assertThat(end(calculation).equals(FactorialReference.factorial(n))).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void isImmutable(Algorithm algorithm) {
        long n = 20_000;
        Calculation calculation = after(5, FACTORIAL.start(Input.of("n", n), algorithm));
        Checkpoint checkpoint = calculation.checkpoint();
        byte[] before = written(checkpoint);
        end(calculation);

        assertThat(written(checkpoint)).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void reportsItsLength(Algorithm algorithm) {
        Checkpoint checkpoint =
                after(20, FACTORIAL.start(Input.of("n", 50_000), algorithm)).checkpoint();
        int length = written(checkpoint).length;

        assertThat(checkpoint.bytes()).isBetween((long) length, length + 32L);
    }

    @Test
    void iterativeAlgorithmRepeatsNoStep() {
        long n = 1_000;
        Calculation calculation = after(400, FACTORIAL.start(Input.of("n", n), Algorithm.ITERATIVE));
        Calculation resumed = resumed(n, Algorithm.ITERATIVE, written(calculation.checkpoint()));

        assertThat(Calculations.partialProduct(resumed).toBigInteger())
                .isEqualTo(Calculations.partialProduct(calculation).toBigInteger());
        assertThat(1 + 400 + remainingSteps(resumed)).isEqualTo(1 + steps(n, Algorithm.ITERATIVE));
    }

    /// Repeated work counts as not done, so the total is the same as without a checkpoint.
    @ParameterizedTest
    @ValueSource(longs = {2_000, 100_000})
    void fractionContinuesWithoutAJump(long n) {
        checkFractions(n);
    }

    @Tag("faults")
    @Test
    void fractionOfALargeFactorialContinuesWithoutAJump() {
        checkFractions(300_000);
    }

    private static void checkFractions(long n) {
        FastFactorial whole = new FastFactorial(n);
        end(whole);
        int hop = Math.max(1, steps(n, Algorithm.FAST) / 7);
        FastFactorial factorial = new FastFactorial(n);
        while (factorial.fraction() < 1) {
            var resumed = (FastFactorial) resumed(n, Algorithm.FAST, written(factorial.checkpoint()));
            double last = resumed.fraction();
            assertThat(last).isLessThanOrEqualTo(factorial.fraction());
            while (resumed.step() == Step.YIELDED) {
                assertThat(resumed.fraction()).isGreaterThanOrEqualTo(last);
                last = resumed.fraction();
            }
            assertThat(resumed.fraction()).isEqualTo(1);
            assertThat((double) resumed.spentUnits()).isBetween(0.96 * whole.spentUnits(), 1.0 * whole.spentUnits());
            after(hop, factorial);
        }
    }

    private static int steps(long n, Algorithm algorithm) {
        return remainingSteps(FACTORIAL.start(Input.of("n", n), algorithm));
    }

    private static int remainingSteps(Calculation calculation) {
        int steps = 1;
        while (calculation.step() == Step.YIELDED) {
            steps++;
        }
        return steps;
    }
}
