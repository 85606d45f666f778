package dev.interleave.computation;

import static dev.interleave.computation.Checkpoints.FACTORIAL;
import static dev.interleave.computation.Checkpoints.after;
import static dev.interleave.computation.Checkpoints.resumed;
import static dev.interleave.computation.Checkpoints.sealed;
import static dev.interleave.computation.Checkpoints.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import dev.interleave.computation.factorial.FastFactorial;
import dev.interleave.computation.factorial.IterativeFactorial;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Bytes that are no checkpoint of the expected factorial.
class DamagedCheckpointTest {

    private static final long N = 200;

    /// Magic, version, the name and its length.
    private static final int ALGORITHM_AT = 4 + 2 + 2 + "factorial".length();

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void rejectsEveryChangedBit(Algorithm algorithm) {
        byte[] checkpoint = checkpoint(algorithm);
        for (int bit = 0; bit < checkpoint.length * Byte.SIZE; bit++) {
            byte[] damaged = checkpoint.clone();
            damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            rejected(algorithm, damaged);
        }
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void rejectsEveryOtherLength(Algorithm algorithm) {
        byte[] checkpoint = checkpoint(algorithm);
        for (int length = 0; length < checkpoint.length; length++) {
            rejected(algorithm, Arrays.copyOf(checkpoint, length)).withMessageContaining("shorter");
        }
        rejected(algorithm, Arrays.copyOf(checkpoint, checkpoint.length + 1)).withMessageContaining("longer");
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void rejectsCheckpointsOfOtherCalculations(Algorithm algorithm) {
        byte[] checkpoint = checkpoint(algorithm);
        Algorithm other = algorithm == Algorithm.FAST ? Algorithm.ITERATIVE : Algorithm.FAST;
        byte[] ofAnother = checkpoint.clone();
        ofAnother[ALGORITHM_AT - 1] = 'x';

        rejected(other, checkpoint).withMessageContaining("not of the algorithm " + other);
        rejected(algorithm, sealed(ofAnother)).withMessageContaining("not of the computation factorial");
        assertThatExceptionOfType(DamagedCheckpointException.class)
                .isThrownBy(() -> resumed(N + 1, algorithm, checkpoint))
                .withMessageContaining("not of the input {n=201}");
    }

    @Test
    void reportsMagicNumberVersionAndChecksum() {
        byte[] checkpoint = checkpoint(Algorithm.FAST);
        byte[] last = checkpoint.clone();
        last[last.length - 1]++;

        rejected(Algorithm.FAST, sealed(with(checkpoint, 0, 'P'))).withMessageContaining("does not begin");
        rejected(Algorithm.FAST, sealed(with(checkpoint, 5, 2)))
                .withMessageContaining("has version 2; the only known version is 1");
        rejected(Algorithm.FAST, last).withMessageContaining("checksum");
    }

    @Test
    void rejectsLimbsNotBelowTheirBase() {
        byte[] checkpoint = checkpoint(Algorithm.FAST);
        ByteBuffer.wrap(checkpoint).putLong(checkpoint.length - 12, 1_000_000_000_000_000_000L);

        rejected(Algorithm.FAST, sealed(checkpoint)).withMessageContaining("10^18");
    }

    /// A stored length never makes a reader allocate more memory than the input can need.
    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void rejectsImpossibleLengthWithoutAllocating(Algorithm algorithm) {
        byte[] checkpoint = checkpoint(algorithm);
        int state = ALGORITHM_AT + 2 + algorithm.name().length() + 2 + 2 + 1 + 8;
        int length = state + 8 + (algorithm == Algorithm.FAST ? 2 : 0);
        ByteBuffer.wrap(checkpoint).putInt(length, Integer.MAX_VALUE);
        rejected(algorithm, checkpoint);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        rejected(algorithm, sealed(checkpoint)).withMessageContaining("2147483647 limbs");
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(500_000);
    }

    /// The checksum is right, so only the checks of the state can reject.
    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void rejectsOrFinishesAnyOtherState(Algorithm algorithm) {
        rejectsOrFinishes(algorithm, 2_000);
    }

    @Tag("faults")
    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void rejectsOrFinishesManyOtherStates(Algorithm algorithm) {
        rejectsOrFinishes(algorithm, 20_000);
    }

    private static void rejectsOrFinishes(Algorithm algorithm, int tries) {
        Random random = new Random(5);
        byte[] checkpoint = checkpoint(algorithm);
        int rejected = 0;
        for (int i = 0; i < tries; i++) {
            byte[] other = checkpoint.clone();
            for (int k = random.nextInt(3); k >= 0; k--) {
                other[random.nextInt(other.length)] = (byte) random.nextInt();
            }
            try {
                Checkpoints.end(resumed(N, algorithm, sealed(other)));
            } catch (DamagedCheckpointException e) {
                assertThat(e).hasMessageStartingWith("The checkpoint ");
                rejected++;
            }
        }
        assertThat(rejected).isBetween(tries / 20, tries - 1);
    }

    @Test
    void reportsReadFailureAsIOFailure() throws IOException {
        InputStream closed = InputStream.nullInputStream();
        closed.close();

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> FACTORIAL.resume(Input.of("n", N), Algorithm.FAST, closed));
    }

    /// @return the longest checkpoint of the calculation
    private static byte[] checkpoint(Algorithm algorithm) {
        if (algorithm == Algorithm.ITERATIVE) {
            return written(after(90, new IterativeFactorial(N)).checkpoint());
        }
        FastFactorial factorial = new FastFactorial(N);
        byte[] longest = written(factorial.checkpoint());
        while (factorial.fraction() < 1) {
            factorial.advanceOnce();
            byte[] next = written(factorial.checkpoint());
            longest = next.length > longest.length ? next : longest;
        }
        return longest;
    }

    private static ThrowableAssertAlternative<DamagedCheckpointException> rejected(
            Algorithm algorithm, byte[] checkpoint) {
        return assertThatExceptionOfType(DamagedCheckpointException.class)
                .isThrownBy(() -> resumed(N, algorithm, checkpoint));
    }

    private static byte[] with(byte[] bytes, int at, int value) {
        byte[] changed = bytes.clone();
        changed[at] = (byte) value;
        return changed;
    }
}
