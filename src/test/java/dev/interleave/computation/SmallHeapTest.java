package dev.interleave.computation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.arithmetic.DecimalNatural;
import dev.interleave.computation.factorial.FastFactorial;
import dev.interleave.eventloop.Step;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Memory of a large factorial.
class SmallHeapTest {

    /// Computes `1,000,000!`, its digits in parts, and its bytes, in a process of its own.
    @Test
    void millionFactorialFitsInto64Megabytes() throws Exception {
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

    /// Runs in the other process.
    static final class Main {

        private Main() {}

        public static void main(String[] args) {
            FastFactorial factorial = new FastFactorial(1_000_000);
            while (factorial.step() == Step.YIELDED) {}
            DecimalNatural value = factorial.number();
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
