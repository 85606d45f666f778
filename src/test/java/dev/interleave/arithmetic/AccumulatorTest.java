package dev.interleave.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccumulatorTest {

    private static final long ALL_ONES = -1;
    /// `2¹⁹² - 1 = (2⁴⁸ - 1)(2⁴⁸ + 1)(2³² + 1)(2⁶⁴ - 2³² + 1)`: three limbs of ones.
    private static final long[] FACTORS_OF_THREE_LIMBS_OF_ONES = {
        (1L << 48) - 1, (1L << 48) + 1, (1L << 32) + 1, -(1L << 32) + 1
    };

    @Test
    void startsAtOne() {
        Accumulator one = new Accumulator(0);

        assertThat(one.snapshot().toBigInteger()).isOne();
        assertThat(one.bitLength()).isEqualTo(1);
    }

    @Test
    void wordsAreUnsigned() {
        assertThat(product(ALL_ONES)).isEqualTo(power2(64).subtract(BigInteger.ONE));
        assertThat(product(ALL_ONES, ALL_ONES)).isEqualTo(unsigned(ALL_ONES).pow(2));
        assertThat(product(Long.MIN_VALUE, Long.MIN_VALUE)).isEqualTo(power2(126));
    }

    @Test
    void propagatesTheLargestCarry() {
        BigInteger ones = power2(192).subtract(BigInteger.ONE);
        Accumulator accumulator = threeLimbsOfOnes();
        assertThat(accumulator.snapshot().toBigInteger()).isEqualTo(ones);

        accumulator.multiply(ALL_ONES);

        assertThat(accumulator.snapshot().toBigInteger()).isEqualTo(ones.multiply(unsigned(ALL_ONES)));
        assertThat(accumulator.bitLength()).isEqualTo(256);
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 3, 1L << 32, (1L << 32) + 1, Long.MIN_VALUE, Long.MAX_VALUE, ALL_ONES})
    void propagatesCarriesOverTheWholeLength(long word) {
        Accumulator accumulator = threeLimbsOfOnes();
        BigInteger expected = power2(192).subtract(BigInteger.ONE);
        for (int i = 0; i < 20; i++) {
            accumulator.multiply(word);
            expected = expected.multiply(unsigned(word));
            assertThat(accumulator.snapshot().toBigInteger()).isEqualTo(expected);
            assertThat(accumulator.bitLength()).isEqualTo(expected.bitLength());
        }
    }

    @Test
    void multiplyingByOneChangesNothing() {
        Accumulator accumulator = threeLimbsOfOnes();
        accumulator.multiply(1);

        assertThat(accumulator.bitLength()).isEqualTo(192);
        assertThat(accumulator.snapshot().toBigInteger()).isEqualTo(power2(192).subtract(BigInteger.ONE));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 63, 64, 65, 640})
    void growsBeyondItsCapacity(long expectedBits) {
        Accumulator accumulator = new Accumulator(expectedBits);
        BigInteger expected = BigInteger.ONE;
        for (int i = 0; i < 1_000; i++) {
            accumulator.multiply(ALL_ONES - i);
            expected = expected.multiply(unsigned(ALL_ONES - i));
        }

        assertThat(accumulator.snapshot().toBigInteger()).isEqualTo(expected);
        assertThat(accumulator.bitLength()).isEqualTo(expected.bitLength());
    }

    @Test
    void countsBitsOfPowersOfTwo() {
        Accumulator accumulator = new Accumulator(10);
        for (int bits = 1; bits <= 700; bits++) {
            assertThat(accumulator.bitLength()).isEqualTo(bits);
            assertThat(accumulator.snapshot().toBigInteger()).isEqualTo(power2(bits - 1));
            accumulator.multiply(2);
        }
    }

    static IntStream seeds() {
        return IntStream.range(0, 200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void multipliesRandomWords(int seed) {
        Random random = new Random(seed);
        Accumulator accumulator = new Accumulator(random.nextInt(2_000));
        BigInteger expected = BigInteger.ONE;
        for (int i = 0; i < 100; i++) {
            long word = word(random);
            accumulator.multiply(word);
            expected = expected.multiply(unsigned(word));
            assertThat(accumulator.bitLength())
                    .as("seed %d, factor %d", seed, i)
                    .isEqualTo(expected.bitLength());
        }
        assertThat(accumulator.snapshot().toBigInteger()).as("seed %d", seed).isEqualTo(expected);
    }

    @Test
    void snapshotIsImmutable() {
        Accumulator accumulator = new Accumulator(1_000);
        accumulator.multiply(ALL_ONES);
        BinaryNatural before = accumulator.snapshot();
        accumulator.multiply(12);
        accumulator.multiply(ALL_ONES);

        assertThat(before.toBigInteger()).isEqualTo(unsigned(ALL_ONES));
    }

    @Test
    void releaseReturnsTheNumber() {
        Accumulator accumulator = threeLimbsOfOnes();

        assertThat(accumulator.release().toBigInteger()).isEqualTo(power2(192).subtract(BigInteger.ONE));
    }

    /// A word that is not 0: small, of any length, or with long runs of ones and zeros.
    private static long word(Random random) {
        long word = switch (random.nextInt(4)) {
            case 0 -> random.nextLong(1, 100);
            case 1 -> random.nextLong() >>> random.nextInt(64);
            case 2 -> ALL_ONES << random.nextInt(64);
            default -> ALL_ONES >>> random.nextInt(64);
        };
        return word == 0 ? 1 : word;
    }

    private static Accumulator threeLimbsOfOnes() {
        Accumulator accumulator = new Accumulator(192);
        for (long factor : FACTORS_OF_THREE_LIMBS_OF_ONES) {
            accumulator.multiply(factor);
        }
        return accumulator;
    }

    private static BigInteger product(long... words) {
        Accumulator accumulator = new Accumulator(64);
        for (long word : words) {
            accumulator.multiply(word);
        }
        return accumulator.snapshot().toBigInteger();
    }

    private static BigInteger power2(int exponent) {
        return BigInteger.TWO.pow(exponent);
    }

    private static BigInteger unsigned(long word) {
        return new BigInteger(Long.toUnsignedString(word));
    }
}
