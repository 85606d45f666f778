package dev.interleave.computation;

import static dev.interleave.computation.Checkpoints.resumeToEnd;
import static dev.interleave.computation.Checkpoints.written;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.interleave.computation.factorial.FastFactorial;

/// Any bytes as the stored state of a calculation: they are rejected as damaged, or the calculation ends.
class FastCheckpointFuzzTest {

    private static final long N = 60;

    private final byte[] valid = written(new FastFactorial(N).checkpoint());

    @FuzzTest(maxDuration = "10m")
    void isRejectedOrEnds(byte[] state) {
        try {
            assertThat(resumeToEnd(N, Algorithm.FAST, valid, state)).isNotNegative();
        } catch (DamagedCheckpointException damaged) {
            assertThat(damaged).hasMessageStartingWith("The checkpoint ");
        }
    }
}
