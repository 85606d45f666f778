package dev.interleave.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalNaturalTest {

    private final Random random = new Random(3);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 17, 18, 19, 36, 37, 1_000, 20_001, 200_000})
    void writesDigitsFromAnyPosition(int count) throws IOException {
        String text = digits(count);
        DecimalNatural number = number(text);
        assertThat(number.digitCount()).isEqualTo(count);
        assertThat(new String(number.digits(), StandardCharsets.US_ASCII)).isEqualTo(text);
        for (int i = 0; i < 50; i++) {
            int from = random.nextInt(count);
            byte[] part = new byte[1 + random.nextInt(Math.min(100, count - from))];
            number.digits(from, part, 0, part.length);
            assertThat(new String(part, StandardCharsets.US_ASCII)).isEqualTo(text.substring(from, from + part.length));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 18, 19, 500, 5_000, 40_000})
    void convertsToBinary(int count) throws IOException {
        String text = digits(count);
        BigInteger expected = new BigInteger(text);
        assertThat(number(text).toBigInteger()).isEqualTo(expected);
        assertThat(number(text).bitLength()).isEqualTo(expected.bitLength());
    }

    /// Next to a power of two, the highest limbs do not determine the length.
    @ParameterizedTest
    @ValueSource(ints = {1, 59, 60, 64, 255, 256, 1_000, 5_000, 20_000})
    void countsBitsNextToPowersOfTwo(int bits) throws IOException {
        BigInteger power = BigInteger.ONE.shiftLeft(bits);
        assertThat(number(power.toString()).bitLength()).isEqualTo(bits + 1L);
        assertThat(number(power.subtract(BigInteger.ONE).toString()).bitLength())
                .isEqualTo(bits);
    }

    @Test
    void zeroHasOneDigitAndNoBits() {
        assertThat(DecimalNatural.of(0).bitLength()).isZero();
        assertThat(DecimalNatural.of(0).digits()).asString().isEqualTo("0");
    }

    private static DecimalNatural number(String digits) throws IOException {
        byte[] ascii = digits.getBytes(StandardCharsets.US_ASCII);
        return DecimalNatural.read(new ByteArrayInputStream(ascii), ascii.length);
    }

    private String digits(int count) {
        StringBuilder text = new StringBuilder().append(1 + random.nextInt(9));
        while (text.length() < count) {
            text.append(random.nextInt(10));
        }
        return text.toString();
    }
}
