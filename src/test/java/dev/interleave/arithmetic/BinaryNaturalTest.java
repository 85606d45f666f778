package dev.interleave.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class BinaryNaturalTest {

    @Test
    void zeroHasOneZeroByte() {
        BinaryNatural zero = BinaryNatural.of(0);

        assertThat(zero.toByteArray()).containsExactly(0);
        assertThat(zero.bitLength()).isZero();
        assertThat(zero.toBigInteger()).isZero();
    }

    @Test
    void oneHasOneByte() {
        BinaryNatural one = BinaryNatural.of(1);

        assertThat(one.toByteArray()).containsExactly(1);
        assertThat(one.bitLength()).isEqualTo(1);
        assertThat(one.toBigInteger()).isOne();
    }

    @Test
    void limbsAreUnsigned() {
        BinaryNatural number = natural(Long.MIN_VALUE);

        assertThat(number.toByteArray()).containsExactly(0x80, 0, 0, 0, 0, 0, 0, 0);
        assertThat(number.bitLength()).isEqualTo(64);
        assertThat(number.toBigInteger()).isEqualTo(BigInteger.TWO.pow(63));
    }

    @Test
    void convertsLargestNumberOfOneLimb() {
        BinaryNatural number = natural(-1);

        assertThat(number.toByteArray()).containsExactly(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff);
        assertThat(number.bitLength()).isEqualTo(64);
        assertThat(number.toBigInteger()).isEqualTo(BigInteger.TWO.pow(64).subtract(BigInteger.ONE));
    }

    @Test
    void convertsSmallestNumberOfTwoLimbs() {
        BinaryNatural number = natural(0, 1);

        assertThat(number.toByteArray()).containsExactly(1, 0, 0, 0, 0, 0, 0, 0, 0);
        assertThat(number.bitLength()).isEqualTo(65);
    }

    @Test
    void limbsAreLittleEndianAndBytesBigEndian() {
        assertThat(natural(0x0102030405060708L, 0x090aL).toByteArray()).containsExactly(9, 10, 1, 2, 3, 4, 5, 6, 7, 8);
    }

    /// Around every multiple of 8 bits, where the number of bytes changes.
    @Test
    void magnitudeHasNoLeadingZeros() {
        for (int bits = 1; bits <= 200; bits++) {
            for (BigInteger expected : new BigInteger[] {
                BigInteger.TWO.pow(bits - 1), BigInteger.TWO.pow(bits).subtract(BigInteger.ONE)
            }) {
                BinaryNatural number = natural(limbs(expected));
                assertThat(number.bitLength()).isEqualTo(bits);
                assertThat(number.toByteArray()).as("%d bits", bits).hasSize((bits + 7) / 8);
                assertThat(number.toBigInteger()).isEqualTo(expected);
            }
        }
    }

    @Test
    void ignoresLimbsBeyondTheLength() {
        BinaryNatural number = new BinaryNatural(new long[] {7, -1, -1}, 1);

        assertThat(number.toBigInteger()).isEqualTo(7);
        assertThat(number.bitLength()).isEqualTo(3);
    }

    @Test
    void rejectsNegativeNumbers() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BinaryNatural.of(-1))
                .withMessageContaining("-1");
    }

    private static BinaryNatural natural(long... limbs) {
        return new BinaryNatural(limbs, limbs.length);
    }

    private static long[] limbs(BigInteger number) {
        long[] limbs = new long[(number.bitLength() + 63) / 64];
        for (int i = 0; i < limbs.length; i++) {
            limbs[i] = number.shiftRight(64 * i).longValue();
        }
        return limbs;
    }
}
