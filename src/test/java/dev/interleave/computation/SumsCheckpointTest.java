package dev.interleave.computation;

import static dev.interleave.computation.Checkpoints.after;
import static dev.interleave.computation.Checkpoints.end;
import static dev.interleave.computation.Checkpoints.sealed;
import static dev.interleave.computation.Checkpoints.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.interleave.computation.Sums.Case;
import dev.interleave.computation.binomial.FastBinomial;
import dev.interleave.computation.fibonacci.FastFibonacci;
import dev.interleave.eventloop.Step;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Checkpoints of binomial coefficients and of Fibonacci numbers.
class SumsCheckpointTest {

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void resumesFromEveryStep(Algorithm algorithm) {
        for (long n : new long[] {0, 1, 2, 3, 4, 5, 20, 93, 257}) {
            for (Case one : Sums.cases(n, n / 3, algorithm)) {
                Calculation calculation = one.start();
                Step step = Step.YIELDED;
                while (step == Step.YIELDED) {
                    assertResumes(one, calculation);
                    step = calculation.step();
                }
                assertResumes(one, calculation);
            }
        }
    }

    /// For small `n`, one step of the fast algorithms runs many pieces.
    @ParameterizedTest
    @ValueSource(longs = {2, 40, 1_000, 9_001})
    void resumesFastAlgorithmsFromEveryPiece(long n) {
        var coefficient = new Case(Sums.BINOMIAL, Sums.choose(n, n / 2), Algorithm.FAST, Sums.binomial(n, n / 2));
        var binomial = (FastBinomial) coefficient.start();
        while (binomial.fraction() < 1) {
            assertResumes(coefficient, binomial);
            binomial.advanceOnce();
        }
        var sum = new Case(Sums.FIBONACCI, Input.of("n", n), Algorithm.FAST, Sums.fibonacci(n));
        var fibonacci = (FastFibonacci) sum.start();
        while (fibonacci.fraction() < 1) {
            assertResumes(sum, fibonacci);
            fibonacci.advanceOnce();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = 200_000)
    void fastAlgorithmsDoNotRepeatFinishedProducts(long n) {
        for (Case one : Sums.cases(n, n / 2, Algorithm.FAST)) {
            int steps = remainingSteps(one.start());
            Calculation late = after(steps * 9L / 10, one.start());
            Calculation resumed = one.resumed(written(late.checkpoint()));

            assertThat(resumed.fraction()).as(one.toString()).isGreaterThan(0.3);
            assertThat(remainingSteps(resumed)).as(one.toString()).isLessThan(steps * 7 / 10);
            assertThat(Calculations.number(resumed).toBigInteger().equals(one.expected()))
                    .isTrue();
        }
    }

    @Tag("faults")
    @ParameterizedTest
    @ValueSource(longs = 1_000_000)
    void fastAlgorithmsDoNotRepeatFinishedProductsOfLargeNumbers(long n) {
        fastAlgorithmsDoNotRepeatFinishedProducts(n);
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void areImmutableAndReportTheirLength(Algorithm algorithm) {
        for (Case one : Sums.cases(60_000, 30_000, algorithm)) {
            Calculation calculation = after(2, one.start());
            Checkpoint checkpoint = calculation.checkpoint();
            byte[] before = written(checkpoint);
            end(calculation);

            assertThat(written(checkpoint)).isEqualTo(before);
            assertThat(checkpoint.bytes()).isBetween((long) before.length, before.length + 48L);
        }
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void rejectsEveryChangedBitAndEveryOtherLength(Algorithm algorithm) {
        for (Case one : Sums.cases(200, 100, algorithm)) {
            byte[] checkpoint = longest(one);
            for (int bit = 0; bit < checkpoint.length * Byte.SIZE; bit++) {
                byte[] damaged = checkpoint.clone();
                damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
                assertRejected(one, damaged);
            }
            for (int length = 0; length < checkpoint.length; length++) {
                assertRejected(one, Arrays.copyOf(checkpoint, length));
            }
            assertRejected(one, Arrays.copyOf(checkpoint, checkpoint.length + 1));
        }
    }

    /// The checksum is right, so only the checks of the state can reject.
    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void rejectsOrFinishesAnyOtherState(Algorithm algorithm) {
        rejectsOrFinishes(algorithm, 1_500);
    }

    @Tag("faults")
    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void rejectsOrFinishesManyOtherStates(Algorithm algorithm) {
        rejectsOrFinishes(algorithm, 10_000);
    }

    private static void rejectsOrFinishes(Algorithm algorithm, int tries) {
        Random random = new Random(5);
        for (Case one : Sums.cases(200, 100, algorithm)) {
            byte[] checkpoint = longest(one);
            int rejected = 0;
            for (int i = 0; i < tries; i++) {
                byte[] other = checkpoint.clone();
                for (int k = random.nextInt(3); k >= 0; k--) {
                    other[random.nextInt(other.length)] = (byte) random.nextInt();
                }
                try {
                    end(one.resumed(sealed(other)));
                } catch (DamagedCheckpointException e) {
                    assertThat(e).hasMessageStartingWith("The checkpoint ");
                    rejected++;
                }
            }
            assertThat(rejected).as(one.toString()).isBetween(tries / 10, tries);
        }
    }

    private static void assertResumes(Case one, Calculation calculation) {
        assertThat(end(one.resumed(written(calculation.checkpoint()))))
                .as(one.toString())
                .isEqualTo(one.expected());
    }

    private static void assertRejected(Case one, byte[] checkpoint) {
        assertThatExceptionOfType(DamagedCheckpointException.class).isThrownBy(() -> one.resumed(checkpoint));
    }

    private static byte[] longest(Case one) {
        Calculation calculation = one.start();
        byte[] longest = written(calculation.checkpoint());
        for (int i = 0; i < 1_000 && !isDone(calculation); i++) {
            switch (calculation) {
                case FastBinomial binomial -> binomial.advanceOnce();
                case FastFibonacci fibonacci -> fibonacci.advanceOnce();
                default -> calculation.step();
            }
            byte[] next = written(calculation.checkpoint());
            longest = next.length > longest.length ? next : longest;
        }
        return longest;
    }

    private static boolean isDone(Calculation calculation) {
        try {
            return Calculations.number(calculation) != null;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private static int remainingSteps(Calculation calculation) {
        int steps = 1;
        while (calculation.step() == Step.YIELDED) {
            steps++;
        }
        return steps;
    }
}
