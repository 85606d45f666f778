package dev.interleave.computation;

import dev.interleave.computation.factorial.Factorial;
import dev.interleave.eventloop.Step;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/// Writes checkpoints of factorials, damages them, and resumes from them.
public final class Checkpoints {

    static final Computation FACTORIAL = new Factorial(1_000_000);

    private Checkpoints() {}

    static byte[] written(Checkpoint checkpoint) {
        var out = new ByteArrayOutputStream();
        try {
            checkpoint.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static Calculation resumed(long n, Algorithm algorithm, byte[] checkpoint) {
        return FACTORIAL.resume(Input.of("n", n), algorithm, new ByteArrayInputStream(checkpoint));
    }

    /// @return a copy with the right checksum
    static byte[] sealed(byte[] checkpoint) {
        int end = checkpoint.length - Integer.BYTES;
        var checksum = new CRC32C();
        checksum.update(checkpoint, 0, end);
        return ByteBuffer.wrap(checkpoint.clone())
                .putInt(end, (int) checksum.getValue())
                .array();
    }

    static Calculation after(long steps, Calculation calculation) {
        for (long i = 0; i < steps; i++) {
            calculation.step();
        }
        return calculation;
    }

    static BigInteger end(Calculation calculation) {
        while (calculation.step() == Step.YIELDED) {}
        return Calculations.number(calculation).toBigInteger();
    }

    /// Resumes from any state, in a valid frame, and runs to the end.
    ///
    /// @param valid a checkpoint of `n!`
    /// @param state replaces its state
    /// @return the result
    static BigInteger resumeToEnd(long n, Algorithm algorithm, byte[] valid, byte[] state) {
        int frame = 4 + 2 + 2 + "factorial".length() + 2 + algorithm.name().length() + 2 + 2 + 1 + 8;
        byte[] checkpoint = Arrays.copyOf(valid, frame + state.length + Integer.BYTES);
        System.arraycopy(state, 0, checkpoint, frame, state.length);
        return end(resumed(n, algorithm, sealed(checkpoint)));
    }
}
