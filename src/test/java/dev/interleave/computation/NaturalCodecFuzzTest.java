package dev.interleave.computation;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.interleave.arithmetic.NaturalCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.util.Arrays;

/// Any bytes as a stored number: they are rejected, or the number is written as it was read.
class NaturalCodecFuzzTest {

    private static final long MAX_DIGITS = 2_000;

    @FuzzTest(maxDuration = "10m")
    void isWrittenAsReadOrRejected(byte[] stored) throws IOException {
        try {
            var number = NaturalCodec.readDecimal(in(stored), MAX_DIGITS);
            var again = new ByteArrayOutputStream();
            NaturalCodec.write(number, new DataOutputStream(again));
            assertThat(again.toByteArray()).isEqualTo(Arrays.copyOf(stored, again.size()));
        } catch (EOFException | StreamCorruptedException damaged) {
            assertThat(damaged).isNotNull();
        }
        try {
            assertThat(NaturalCodec.readAccumulator(in(stored), MAX_DIGITS)).isNotNull();
        } catch (EOFException | StreamCorruptedException damaged) {
            assertThat(damaged).isNotNull();
        }
    }

    private static DataInputStream in(byte[] bytes) {
        return new DataInputStream(new ByteArrayInputStream(bytes));
    }
}
