package dev.interleave.computation.factorial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.interleave.arithmetic.BinaryNatural;
import dev.interleave.computation.Calculations;
import dev.interleave.computation.FactorialReference;
import dev.interleave.eventloop.Step;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IterativeFactorialTest {

    @ParameterizedTest
    @CsvSource(delimiter = ':', textBlock = """
             0 : 1
             1 : 1
             2 : 2
             3 : 6
             4 : 12 24
             8 : 56 336 1680 6720 20160 40320
            12 : 132 1320 11880 95040 665280 3991680 19958400 79833600 239500800 479001600
            """)
    void partialProductsAreThoseOfTheTutorial(long n, String products) {
        IterativeFactorial factorial = new IterativeFactorial(n);
        List<String> seen = new ArrayList<>();
        Step step = Step.YIELDED;
        while (step == Step.YIELDED) {
            step = factorial.step();
            seen.add(factorial.partialProduct().toBigInteger().toString());
            assertThat(Calculations.partialBits(factorial))
                    .isEqualTo(factorial.partialProduct().bitLength());
        }

        assertThat(seen).containsExactly(products.split(" "));
    }

    @Test
    void computesEveryFactorialUpTo2000() {
        BigInteger expected = BigInteger.ONE;
        for (int n = 0; n <= 2_000; n++) {
            expected = expected.multiply(BigInteger.valueOf(Math.max(1, n)));
            assertReference(n, expected);
            IterativeFactorial factorial = new IterativeFactorial(n);

            assertThat(runToEnd(factorial))
                    .as("steps of %d!", n)
                    .isEqualTo(Math.max(1, n - 2))
                    .isEqualTo(IterativeFactorial.steps(n));
            assertThat(factorial.number().toBigInteger()).as("%d!", n).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2_500, 4_096, 9_999, 20_000, 50_000})
    void computesLargerFactorials(int n) {
        BigInteger expected = FactorialReference.factorial(n);
        assertReference(n, expected);
        IterativeFactorial factorial = new IterativeFactorial(n);

        assertThat(runToEnd(factorial)).isEqualTo(n - 2);
        assertThat(factorial.number().toBigInteger().equals(expected)).isTrue();
    }

    /// The smallest `n` whose first product fills a word, and the largest one taken.
    @ParameterizedTest
    @ValueSource(longs = {3_037_000_501L, 4_294_967_295L, 4_294_967_296L})
    void firstProductFitsIntoAWordAsAnUnsignedNumber(long n) {
        String product = Long.toUnsignedString(n * (n - 1));

        assertThat(new BigInteger(product)).isEqualTo(BigInteger.valueOf(n).multiply(BigInteger.valueOf(n - 1)));
    }

    @Test
    void snapshotIsIndependentOfLaterSteps() {
        IterativeFactorial factorial = new IterativeFactorial(100);
        factorial.step();
        BinaryNatural early = factorial.partialProduct();
        factorial.step();
        BinaryNatural later = factorial.partialProduct();
        runToEnd(factorial);

        assertThat(early.toBigInteger()).isEqualTo(9_900);
        assertThat(later.toBigInteger()).isEqualTo(970_200);
        assertThat(factorial.number().toBigInteger()).isEqualTo(FactorialReference.factorial(100));
    }

    @Test
    void partialProductIsOneBeforeTheFirstStep() {
        IterativeFactorial factorial = new IterativeFactorial(10);

        assertThat(factorial.partialProduct().toBigInteger()).isOne();
        assertThat(Calculations.partialBits(factorial)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, (1L << 32) + 1, Long.MAX_VALUE})
    void outsideOfItsRangeIsRefused(long n) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new IterativeFactorial(n))
                .withMessageContaining(Long.toString(n));
    }

    @Test
    void thereIsNoValueBeforeTheEndAndNoStepAfterIt() {
        IterativeFactorial factorial = new IterativeFactorial(5);
        factorial.step();
        assertThatIllegalStateException().isThrownBy(factorial::value).withMessageContaining("not returned");

        runToEnd(factorial);
        assertThatIllegalStateException().isThrownBy(factorial::step).withMessageContaining("has returned");
        assertThat(factorial.number().toBigInteger()).isEqualTo(120);
    }

    /// What is independent of any multiplication: how often 2 divides `n!`, and how many zeros it ends in.
    private static void assertReference(int n, BigInteger factorial) {
        assertThat((long) Math.max(0, factorial.getLowestSetBit()))
                .isEqualTo(n - Integer.bitCount(n))
                .isEqualTo(FactorialReference.multiplicity(n, 2));
        if (n % 50 == 0) {
            int zeros = (int) FactorialReference.multiplicity(n, 5);
            assertThat(factorial.mod(BigInteger.TEN.pow(zeros))).isZero();
            assertThat(factorial.mod(BigInteger.TEN.pow(zeros + 1))).isNotZero();
            assertThat(FactorialReference.factorial(n)).isEqualTo(factorial);
        }
    }

    private static long runToEnd(IterativeFactorial factorial) {
        long steps = 1;
        while (factorial.step() == Step.YIELDED) {
            steps++;
        }
        return steps;
    }
}
