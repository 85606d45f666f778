package dev.interleave.computation.factorial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.computation.FactorialReference;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FactorialSizeTest {

    private static final int BITS_TOO_LARGE_AT_MOST = 4;

    @Test
    void boundsEveryFactorialUpTo5000() {
        BigInteger factorial = BigInteger.ONE;
        for (int n = 0; n <= 5_000; n++) {
            factorial = factorial.multiply(BigInteger.valueOf(Math.max(1, n)));
            assertBounds(n, factorial.bitLength());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {10_000, 65_536, 100_000, 200_000})
    void boundsLargerFactorials(long n) {
        assertBounds(n, FactorialReference.factorial(n).bitLength());
    }

    /// The reference is Stirling's series to three terms in 40 digits, whose error is below `1 / (1260 n⁵)`.
    @ParameterizedTest
    @ValueSource(ints = {5, 6, 7, 8, 9})
    void boundsFactorialsOfPowersOfTen(int exponent) {
        MathContext digits40 = new MathContext(40);
        BigDecimal ln2 = new BigDecimal("0.6931471805599453094172321214581765680755");
        BigDecimal ln10 = new BigDecimal("2.302585092994045684017991454684364207601");
        BigDecimal ln2Pi = new BigDecimal("1.837877066409345483560659472811235279722");
        BigDecimal half = new BigDecimal("0.5");
        BigDecimal n = BigDecimal.TEN.pow(exponent);
        BigDecimal lnN = ln10.multiply(BigDecimal.valueOf(exponent));

        BigDecimal ln = n.add(half)
                .multiply(lnN)
                .subtract(n)
                .add(ln2Pi.multiply(half))
                .add(BigDecimal.ONE.divide(n.multiply(BigDecimal.valueOf(12)), digits40))
                .subtract(BigDecimal.ONE.divide(n.pow(3).multiply(BigDecimal.valueOf(360)), digits40));
        long bits = ln.divide(ln2, digits40).setScale(0, RoundingMode.FLOOR).longValueExact() + 1;

        assertBounds(n.longValueExact(), bits);
    }

    private static void assertBounds(long n, long bits) {
        assertThat(FactorialSize.bits(n)).as("bits of %d!", n).isBetween(bits, bits + BITS_TOO_LARGE_AT_MOST);
    }
}
