package dev.interleave.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.arithmetic.sliced.SlicedOperation;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Multiplication against `java.math`, with limbs and lengths at the edges of its algorithms.
class MultiplicationTest {

    /// Kinds of limbs.
    enum Kind {
        LARGEST {
            @Override
            long limb(Random random, int index) {
                return DecimalNatural.BASE - 1;
            }
        },
        SMALLEST {
            @Override
            long limb(Random random, int index) {
                return 1;
            }
        },
        SPARSE {
            @Override
            long limb(Random random, int index) {
                return random.nextInt(12) == 0 ? random.nextLong(DecimalNatural.BASE) : 0;
            }
        },
        ALTERNATING {
            @Override
            long limb(Random random, int index) {
                return index % 2 == 0 ? 0 : DecimalNatural.BASE - 1;
            }
        },
        ZEROS_BELOW {
            @Override
            long limb(Random random, int index) {
                return index < 5 ? 0 : random.nextLong(DecimalNatural.BASE);
            }
        },
        ANY {
            @Override
            long limb(Random random, int index) {
                return random.nextLong(DecimalNatural.BASE);
            }
        };

        abstract long limb(Random random, int index);

        DecimalNatural number(Random random, int length) {
            long[] limbs = new long[length];
            for (int i = 0; i < length; i++) {
                limbs[i] = limb(random, i);
            }
            limbs[length - 1] = Math.max(1, limbs[length - 1]);
            return DecimalNatural.of(limbs, length);
        }
    }

    /// Lengths on both sides of every change of algorithm: one limb, the transform's threshold of 100 limbs, the
    /// column bound of 170 terms, and transforms that are full (2⁹, 3 * 2⁷, 3 * 2⁸) or one limb too short.
    private static final int[][] EDGE_LENGTHS = {
        {1, 1},
        {1, 2},
        {2, 3},
        {7, 99},
        {99, 99},
        {100, 99},
        {100, 100},
        {101, 100},
        {120, 5},
        {170, 1},
        {169, 99},
        {170, 170},
        {171, 170},
        {171, 99},
        {192, 192},
        {193, 192},
        {256, 256},
        {257, 256},
        {384, 384},
        {385, 384},
        {512, 100},
        {600, 99},
        {700, 400}
    };

    @ParameterizedTest
    @EnumSource
    void agreesWithJavaMathAtEdgeLengths(Kind kind) {
        Random random = new Random(kind.name().hashCode());
        for (Kind other : Kind.values()) {
            for (int[] lengths : EDGE_LENGTHS) {
                check(kind.number(random, lengths[0]), other.number(random, lengths[1]));
            }
        }
    }

    /// More than 10,000 pairs.
    @Tag("faults")
    @ParameterizedTest
    @EnumSource
    void agreesWithJavaMathAtRandomLengths(Kind kind) {
        Random random = new Random(kind.name().hashCode());
        for (Kind other : Kind.values()) {
            for (int i = 0; i < 300; i++) {
                check(kind.number(random, length(random)), other.number(random, length(random)));
            }
        }
    }

    /// Full transforms, several chunks, several blocks of columns and of rows.
    @ParameterizedTest
    @CsvSource({
        "5000, 5000, SPARSE",
        "12288, 12288, ALTERNATING",
        "20000, 150, ANY",
        "9000, 8999, ZEROS_BELOW",
        "17000, 16000, ANY",
        "40000, 1200, SMALLEST"
    })
    void agreesWithJavaMathWhenLong(int al, int bl, Kind kind) {
        Random random = new Random(al);
        check(kind.number(random, al), Kind.LARGEST.number(random, bl));
    }

    /// All kinds of limbs.
    @Tag("faults")
    @ParameterizedTest
    @CsvSource({"5000,5000", "12288,12288", "20000,150", "9000,8999", "33000,32000", "40000,1200"})
    void agreesWithJavaMathForEveryKindWhenLong(int al, int bl) {
        Random random = new Random(al);
        for (Kind kind : Kind.values()) {
            check(kind.number(random, al), Kind.ANY.number(random, bl));
            check(kind.number(random, al), Kind.LARGEST.number(random, bl));
        }
    }

    @Test
    void propagatesCarriesOverTheWholeLength() {
        BigInteger power = BigInteger.TEN.pow(18 * 4_000);
        DecimalNatural nines = Kind.LARGEST.number(new Random(1), 4_000);

        assertThat(product(nines, DecimalNatural.of(1)).toBigInteger()).isEqualTo(power.subtract(BigInteger.ONE));
        assertThat(product(nines, nines).toBigInteger())
                .isEqualTo(power.subtract(BigInteger.ONE).pow(2));
    }

    @Test
    void zeroTimesAnythingIsZero() {
        DecimalNatural zero = DecimalNatural.of(0);
        DecimalNatural number = Kind.ANY.number(new Random(2), 500);

        assertThat(product(zero, number).toBigInteger()).isZero();
        assertThat(product(zero, zero).digits()).asString().isEqualTo("0");
    }

    private static int length(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> 1 + random.nextInt(3);
            case 1 -> 95 + random.nextInt(10);
            case 2 -> 165 + random.nextInt(10);
            case 3 -> 400 + random.nextInt(300);
            default -> 1 + random.nextInt(120);
        };
    }

    private static void check(DecimalNatural a, DecimalNatural b) {
        assertThat(product(a, b).toBigInteger()).isEqualTo(a.toBigInteger().multiply(b.toBigInteger()));
        assertThat(finished(Multiplication.square(a)).toBigInteger())
                .isEqualTo(a.toBigInteger().pow(2));
    }

    private static DecimalNatural product(DecimalNatural a, DecimalNatural b) {
        return finished(Multiplication.of(a, b));
    }

    /// Checks that no piece exceeds the limit.
    private static DecimalNatural finished(SlicedOperation<DecimalNatural> operation) {
        while (!operation.isDone()) {
            assertThat(operation.advance()).isBetween(1, SlicedOperation.MAX_UNITS);
        }
        return operation.result();
    }
}
