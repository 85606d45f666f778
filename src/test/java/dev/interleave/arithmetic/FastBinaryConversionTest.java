package dev.interleave.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.interleave.arithmetic.limb.LimbRow;
import dev.interleave.arithmetic.limb.Limbs;
import dev.interleave.arithmetic.transform.Radix;
import dev.interleave.arithmetic.transform.TransformProduct;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FastBinaryConversionTest {

    private static final int LEAF = FastBinaryConversion.LEAF;

    private final Random random = new Random(31);

    /// Lengths on both sides of every change of algorithm.
    @ParameterizedTest
    @ValueSource(
            ints = {
                1,
                2,
                LEAF - 1,
                LEAF,
                LEAF + 1,
                LEAF + 37,
                2 * LEAF - 1,
                2 * LEAF,
                2 * LEAF + 1,
                3 * LEAF,
                4 * LEAF + 1,
                8 * LEAF - 1,
                11_111
            })
    void agreesWithJavaMath(int length) {
        check(limbs(length, () -> random.nextLong(DecimalNatural.BASE)));
        check(limbs(length, () -> DecimalNatural.BASE - 1));
        check(limbs(length, () -> random.nextInt(500) == 0 ? random.nextLong(DecimalNatural.BASE) : 0));
        long[] power = new long[length];
        power[length - 1] = 1;
        check(power);
    }

    /// Next to a power of two, nearly all bits are equal.
    @ParameterizedTest
    @ValueSource(ints = {1, 59, 60, 61, 119, 120, 90_000, 99_960, 100_000, 100_020, 250_000})
    void propagatesCarriesOverTheWholeLength(int exponent) {
        BigInteger power = BigInteger.TWO.pow(exponent);
        for (BigInteger value : new BigInteger[] {power, power.subtract(BigInteger.ONE), power.add(BigInteger.ONE)}) {
            check(limbs(value));
        }
    }

    @Test
    void zeroHasOneByte() {
        assertThat(DecimalNatural.of(0).toByteArray()).containsExactly(0);
        assertThat(BinaryNatural.of(0).toByteArray()).containsExactly(0);
    }

    @Test
    void squaresTheLargestLimbsInBase60() {
        int length = 10_000;
        Limbs ones = new Limbs(length);
        for (int i = 0; i < length; i++) {
            ones.set(i, Radix.BINARY.base - 1);
        }
        LimbRow row = LimbRow.of(ones);
        var square = new TransformProduct<>(row, row, Radix.BINARY, (limbs, _) -> LimbRow.of(limbs));
        while (!square.isDone()) {
            square.advance();
        }

        // (B^n - 1)^2 = (B^n - 2) * B^n + 1
        for (int i = 0; i < 2 * length; i++) {
            long expected = i == 0 ? 1 : i < length ? 0 : i == length ? Radix.BINARY.base - 2 : Radix.BINARY.base - 1;
            assertThat(square.result().limbs().get(i)).isEqualTo(expected);
        }
    }

    /// The allocated memory exceeds the memory held at any time, since each level allocates as much as the
    /// highest. It shows only that the estimate is of the right size.
    @Test
    void estimatesItsMemory() {
        int length = 8 * LEAF;
        DecimalNatural number = DecimalNatural.of(limbs(length, () -> random.nextLong(DecimalNatural.BASE)), length);
        number.toByteArray();
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        number.toByteArray();
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(DecimalNatural.bytesOfConversion(number.digitCount())).isBetween(allocated / 8, 2 * allocated);
    }

    private interface Source {
        long next();
    }

    private static long[] limbs(int length, Source source) {
        long[] limbs = new long[length];
        Arrays.setAll(limbs, _ -> source.next());
        return limbs;
    }

    private static long[] limbs(BigInteger value) {
        String digits = value.toString();
        int length = digits.length() / DecimalNatural.LIMB_DIGITS + 1;
        long[] limbs = new long[length];
        for (int i = 0; i < length; i++) {
            int end = digits.length() - i * DecimalNatural.LIMB_DIGITS;
            int start = Math.max(0, end - DecimalNatural.LIMB_DIGITS);
            limbs[i] = end <= start ? 0 : Long.parseLong(digits.substring(start, end));
        }
        return limbs;
    }

    private static void check(long[] limbs) {
        DecimalNatural number = DecimalNatural.of(limbs, limbs.length);
        BigInteger expected = number.toBigInteger();
        assertThat(Arrays.equals(number.toByteArray(), BinaryNatural.magnitude(expected)))
                .as("%d limbs", limbs.length)
                .isTrue();
    }
}
