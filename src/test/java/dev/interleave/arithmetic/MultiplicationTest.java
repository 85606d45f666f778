package dev.interleave.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.arithmetic.sliced.SlicedOperation;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Multiplication against `java.math`, with numbers chosen to break it.
class MultiplicationTest {

    /// What limbs a number has.
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

    /// More than 10,000 pairs, of all kinds and of lengths on both sides of every change of method.
    @ParameterizedTest
    @EnumSource
    void agreesWithJavaMath(Kind kind) {
        Random random = new Random(kind.name().hashCode());
        for (Kind other : Kind.values()) {
            for (int i = 0; i < 300; i++) {
                check(kind.number(random, length(random)), other.number(random, length(random)));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"5000,5000", "12288,12288", "20000,150", "9000,8999", "33000,32000", "40000,1200"})
    void agreesWithJavaMathWhenLong(int al, int bl) {
        Random random = new Random(al);
        for (Kind kind : Kind.values()) {
            check(kind.number(random, al), Kind.ANY.number(random, bl));
            check(kind.number(random, al), Kind.LARGEST.number(random, bl));
        }
    }

    @Test
    void carriesRunTheWholeLength() {
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

    /// No piece is larger than the limit.
    private static DecimalNatural finished(SlicedOperation<DecimalNatural> operation) {
        while (!operation.isDone()) {
            assertThat(operation.advance()).isBetween(1, SlicedOperation.MAX_UNITS);
        }
        return operation.result();
    }
}
