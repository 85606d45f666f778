package dev.interleave.computation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.arithmetic.DecimalNatural;
import dev.interleave.computation.factorial.FastFactorial;
import dev.interleave.eventloop.Step;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SmallHeapTest {

    /// In a process of its own: `1,000,000!`, its digits piece by piece, and its bytes.
    @Test
    void aMillionFactorialTakesNoMoreThan64Megabytes() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output.strip()).endsWith("5565709 digits, 249998 zeros, 2311111 bytes");
    }

    /// What runs in the other process.
    static final class Main {

        private Main() {}

        public static void main(String[] args) {
            FastFactorial factorial = new FastFactorial(1_000_000);
            while (factorial.step() == Step.YIELDED) {}
            DecimalNatural value = factorial.value();
            long digits = value.digitCount();
            byte[] piece = new byte[64 * 1024];
            long zeros = 0;
            for (long from = 0; from < digits; from += piece.length) {
                int count = (int) Math.min(piece.length, digits - from);
                value.digits(from, piece, 0, count);
                for (int i = 0; i < count; i++) {
                    zeros = piece[i] == '0' ? zeros + 1 : 0;
                }
            }
            System.out.printf("%d digits, %d zeros, %d bytes%n", digits, zeros, value.toByteArray().length);
        }
    }
}
