package dev.interleave.computation.factorial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.interleave.arithmetic.DecimalNatural;
import dev.interleave.arithmetic.sliced.SlicedOperation;
import dev.interleave.computation.Calculations;
import dev.interleave.computation.FactorialReference;
import dev.interleave.computation.SlicedCalculation;
import dev.interleave.eventloop.Step;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FastFactorialTest {

    private static final long[] MODULI = {2_147_483_647, 2_147_483_629, 1_000_000_007, 998_244_353};

    @Test
    void computesSmallFactorials() {
        smallFactorials(n -> n <= 300 || n % 61 == 0);
    }

    @Tag("faults")
    @Test
    void computesAllSmallFactorials() {
        smallFactorials(_ -> true);
    }

    private static void smallFactorials(IntPredicate checked) {
        BigInteger expected = BigInteger.ONE;
        for (int n = 0; n <= 3_000; n++) {
            expected = expected.multiply(BigInteger.valueOf(Math.max(1, n)));
            if (checked.test(n)) {
                assertThat(factorial(n).toBigInteger()).isEqualTo(expected);
            }
        }
    }

    @Test
    void computesRandomFactorials() {
        Random random = new Random(11);
        for (int i = 0; i < 4; i++) {
            int n = 3_000 + random.nextInt(197_001);
            assertThat(factorial(n).toBigInteger()).isEqualTo(FactorialReference.factorial(n));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {250_000, 524_288})
    void largeFactorialsHaveTheirProperties(long n) {
        checkProperties(n);
    }

    /// `./mvnw test -Plong`; takes half a minute and 1 GB.
    @Tag("long")
    @ParameterizedTest
    @ValueSource(longs = {999_983, 1_000_000, 1_999_993, 4_194_304, 7_654_321, 9_999_991, 10_000_000})
    void factorialsUpToTenMillionHaveTheirProperties(long n) {
        checkProperties(n);
    }

    /// The two algorithms have no multiplication in common.
    @Tag("long")
    @ParameterizedTest
    @ValueSource(longs = {50_000, 131_072, 200_000})
    void agreesWithTheIterativeAlgorithm(long n) {
        IterativeFactorial iterative = new IterativeFactorial(n);
        while (iterative.step() == Step.YIELDED) {}
        assertThat(Arrays.equals(factorial(n).toByteArray(), iterative.number().toByteArray()))
                .isTrue();
    }

    /// The bound does not depend on `n`.
    @ParameterizedTest
    @ValueSource(longs = {1, 25, 2_000, 100_000, 1_000_000})
    void stepsAreBoundedAndFractionNeverDecreases(long n) {
        FastFactorial factorial = new FastFactorial(n);
        double fraction = 0;
        Step step = Step.YIELDED;
        while (step == Step.YIELDED) {
            long before = factorial.spentUnits();
            step = factorial.step();
            assertThat(factorial.spentUnits() - before)
                    .isLessThanOrEqualTo(SlicedCalculation.STEP_UNITS + SlicedOperation.MAX_UNITS);
            assertThat(factorial.fraction()).isBetween(fraction, 1.0);
            fraction = factorial.fraction();
        }
        assertThat(fraction).isEqualTo(1);
    }

    /// The fraction is relative to the estimate.
    @ParameterizedTest
    @ValueSource(longs = {5_000, 10_000, 50_000, 100_000, 500_000, 1_000_000})
    void estimatesItsWork(long n) {
        FastFactorial factorial = new FastFactorial(n);
        while (factorial.step() == Step.YIELDED) {}
        assertThat((double) factorial.spentUnits() / FastFactorialEstimate.of(n).units())
                .isBetween(0.7, 1.3);
    }

    @Test
    void partialProductsAreFactorials() {
        FastFactorial factorial = new FastFactorial(100_000);
        assertThat(factorial.partialProduct().toBigInteger()).isEqualTo(FactorialReference.factorial(12));
        for (int i = 0; i < 5; i++) {
            factorial.step();
        }
        assertThat(Calculations.partialBits(factorial))
                .isEqualTo(factorial.partialProduct().toBigInteger().bitLength());
    }

    @Test
    void rejectsNegativeN() {
        assertThatIllegalArgumentException().isThrownBy(() -> new FastFactorial(-1));
    }

    private static void checkProperties(long n) {
        DecimalNatural value = factorial(n);
        byte[] digits = value.digits();
        assertThat(digits.length).isEqualTo(digitCount(n));
        assertThat(value.bitLength()).isBetween(FactorialSize.bits(n) - 4, FactorialSize.bits(n));
        assertThat(trailingZeros(digits)).isEqualTo(FactorialReference.multiplicity(n, 5));
        for (long modulus : MODULI) {
            assertThat(residue(digits, modulus)).isEqualTo(factorialModulo(n, modulus));
        }
    }

    private static DecimalNatural factorial(long n) {
        FastFactorial factorial = new FastFactorial(n);
        while (factorial.step() == Step.YIELDED) {}
        return factorial.number();
    }

    /// By Stirling's series, whose error is far below 1 in the decimal logarithm here.
    private static long digitCount(long n) {
        double x = (double) n;
        double ln = x * Math.log(x) - x + Math.log(2 * Math.PI * x) / 2 + 1 / (12 * x);
        return (long) Math.floor(ln / Math.log(10)) + 1;
    }

    private static long trailingZeros(byte[] digits) {
        int end = digits.length;
        while (digits[end - 1] == '0') {
            end--;
        }
        return (long) digits.length - end;
    }

    private static long residue(byte[] digits, long modulus) {
        long residue = 0;
        for (byte digit : digits) {
            residue = (residue * 10 + digit - '0') % modulus;
        }
        return residue;
    }

    private static long factorialModulo(long n, long modulus) {
        long product = 1;
        for (long i = 2; i <= n; i++) {
            product = product * i % modulus;
        }
        return product;
    }
}
