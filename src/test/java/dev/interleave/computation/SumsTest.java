package dev.interleave.computation;

import static dev.interleave.computation.Checkpoints.end;
import static dev.interleave.computation.Sums.BINOMIAL;
import static dev.interleave.computation.Sums.FIBONACCI;
import static dev.interleave.computation.Sums.choose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.sun.management.ThreadMXBean;
import dev.interleave.eventloop.Step;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Binomial coefficients and Fibonacci numbers against `java.math`.
class SumsTest {

    /// The rows in which coefficients begin to fill one word and two words, or one and two limbs.
    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void computesRowsOfPascalsTriangle(Algorithm algorithm) {
        pascalsTriangle(algorithm, n -> n <= 20 || (n >= 60 && n <= 70) || n >= 122);
    }

    @Tag("faults")
    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void computesAllRowsOfPascalsTriangleUpTo130(Algorithm algorithm) {
        pascalsTriangle(algorithm, _ -> true);
    }

    /// Makes the rows by Pascal's rule.
    private static void pascalsTriangle(Algorithm algorithm, IntPredicate checked) {
        BigInteger[] row = {BigInteger.ONE};
        for (int n = 0; n <= 130; n++) {
            for (int k = 0; k <= n && checked.test(n); k++) {
                holds(BINOMIAL, choose(n, k), algorithm, row[k]);
            }
            BigInteger[] next = new BigInteger[n + 2];
            for (int k = 0; k <= n + 1; k++) {
                next[k] = k == 0 || k == n + 1 ? BigInteger.ONE : row[k - 1].add(row[k]);
            }
            row = next;
        }
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void computesFibonacciNumbers(Algorithm algorithm) {
        fibonacciNumbers(algorithm, n -> n <= 300 || n % 64 <= 1 || n >= 2_450);
    }

    @Tag("faults")
    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void computesAllFibonacciNumbersUpTo2500(Algorithm algorithm) {
        fibonacciNumbers(algorithm, _ -> true);
    }

    private static void fibonacciNumbers(Algorithm algorithm, IntPredicate checked) {
        BigInteger number = BigInteger.ZERO;
        BigInteger next = BigInteger.ONE;
        for (int n = 0; n <= 2_500; n++) {
            if (checked.test(n)) {
                assertThat(Sums.fibonacci(n)).isEqualTo(number);
                holds(FIBONACCI, Input.of("n", n), algorithm, number);
            }
            BigInteger sum = number.add(next);
            number = next;
            next = sum;
        }
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void computesRandomInputs(Algorithm algorithm) {
        Random random = new Random(61);
        for (int i = 0; i < 12; i++) {
            long n = random.nextLong(1_000, 30_000);
            long k = random.nextLong(n + 1);
            holds(BINOMIAL, choose(n, k), algorithm, Sums.binomial(n, k));
            holds(FIBONACCI, Input.of("n", n), algorithm, Sums.fibonacci(n));
        }
    }

    @Test
    void computesLargeInputs() {
        holds(BINOMIAL, choose(1_000_000, 3), Algorithm.ITERATIVE, new BigInteger("166666166667000000"));
        holds(BINOMIAL, choose(1_000_000, 999_997), Algorithm.FAST, new BigInteger("166666166667000000"));
        holds(BINOMIAL, choose(100_000, 40_000), Algorithm.FAST, Sums.binomial(100_000, 40_000));
        holds(FIBONACCI, Input.of("n", 1_000_000), Algorithm.FAST, Sums.fibonacci(1_000_000));
    }

    @Tag("faults")
    @Test
    void computesALargeCoefficient() {
        holds(BINOMIAL, choose(400_000, 150_000), Algorithm.FAST, Sums.binomial(400_000, 150_000));
    }

    @ParameterizedTest
    @CsvSource({"5, 6", "0, 1", "10, 1000000"})
    void rejectsSubsetsLargerThanTheSet(long n, long k) {
        assertThat(BINOMIAL.conflicts(choose(n, k))).isEqualTo(Map.of("k", "must not be larger than n, which is " + n));
        assertThat(BINOMIAL.conflicts(choose(k, n))).isEmpty();
        assertThat(BINOMIAL.estimate(choose(n, k), Algorithm.FAST).bits()).isPositive();
    }

    /// For a large `n`, a small `k` does not justify a sieve.
    @Test
    void choosesAlgorithmByWork() {
        assertThat(BINOMIAL.bestFor(choose(1_000_000, 5))).isEqualTo(Algorithm.ITERATIVE);
        assertThat(BINOMIAL.bestFor(choose(1_000_000, 999_990))).isEqualTo(Algorithm.ITERATIVE);
        assertThat(BINOMIAL.bestFor(choose(1_000_000, 500_000))).isEqualTo(Algorithm.FAST);
        assertThat(BINOMIAL.bestFor(choose(100, 50))).isEqualTo(Algorithm.ITERATIVE);
        assertThat(FIBONACCI.bestFor(Input.of("n", 100))).isEqualTo(Algorithm.ITERATIVE);
        assertThat(FIBONACCI.bestFor(Input.of("n", 1_000_000))).isEqualTo(Algorithm.FAST);
    }

    @Test
    void fractionNeverDecreases() {
        for (Sums.Case one : Sums.cases(200_000, 100_000, Algorithm.FAST)) {
            Calculation calculation = one.start();
            double last = calculation.fraction();
            int steps = 0;
            while (calculation.step() == Step.YIELDED) {
                assertThat(calculation.fraction()).isBetween(last, 0.999);
                last = calculation.fraction();
                steps++;
            }
            assertThat(steps).as(one.toString()).isGreaterThan(5);
            assertThat(last).as(one.toString()).isGreaterThan(0.5);
            assertThat(calculation.fraction()).isEqualTo(1);
        }
    }

    /// The allocated memory is at least the memory held at any time.
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 20, 100, 1_000, 20_000})
    void iterativeAlgorithmsAllocateAboutTheEstimate(long n) {
        for (Sums.Case one : Sums.cases(n, n / 2, Algorithm.ITERATIVE)) {
            allocatedBy(one);
            Cost cost = one.computation().estimate(one.input(), one.algorithm());

            // at the end of a Fibonacci number, a snapshot replaces one of its two numbers
            assertThat(allocatedBy(one)).as(one.toString()).isLessThanOrEqualTo(cost.bytes() + cost.bits() / 8 + 512);
        }
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void hasNoValueBeforeTheEnd(Algorithm algorithm) {
        for (Sums.Case one : Sums.cases(5_000, 2_500, algorithm)) {
            Calculation calculation = one.start();

            assertThatIllegalStateException().isThrownBy(calculation::value).withMessageContaining("not returned");
            assertThat(Calculations.partialProduct(calculation).bitLength())
                    .isEqualTo(Calculations.partialBits(calculation));
        }
    }

    private static void holds(Computation computation, Input input, Algorithm algorithm, BigInteger expected) {
        Cost cost = computation.estimate(input, algorithm);
        Calculation calculation = computation.start(input, algorithm);
        long steps = 1;
        while (calculation.step() == Step.YIELDED) {
            steps++;
        }
        BigInteger value = Calculations.number(calculation).toBigInteger();

        assertThat(value.equals(expected))
                .as("%s of %s", computation.name(), input)
                .isTrue();
        assertThat(cost.bits()).isBetween((long) value.bitLength(), Math.max(1, value.bitLength()) + 2L);
        if (cost.steps().isPresent()) {
            assertThat(cost.steps()).isEqualTo(OptionalLong.of(steps));
        }
        assertThat(cost.bytes()).isGreaterThan(value.bitLength() / 8);
        assertThat(new BigInteger(1, Calculations.number(calculation).toByteArray()).equals(value))
                .isTrue();
        assertThat(end(computation.resume(
                                input,
                                algorithm,
                                new java.io.ByteArrayInputStream(Checkpoints.written(
                                        computation.start(input, algorithm).checkpoint()))))
                        .equals(value))
                .isTrue();
    }

    private static long allocatedBy(Sums.Case one) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        Calculation calculation = one.start();
        while (calculation.step() == Step.YIELDED) {}
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
