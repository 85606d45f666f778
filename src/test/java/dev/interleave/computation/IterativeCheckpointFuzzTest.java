package dev.interleave.computation;

import static dev.interleave.computation.Checkpoints.after;
import static dev.interleave.computation.Checkpoints.resumeToEnd;
import static dev.interleave.computation.Checkpoints.written;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.interleave.computation.factorial.IterativeFactorial;

/// Any bytes as the stored state of a calculation: they are rejected as damaged, or the calculation ends.
class IterativeCheckpointFuzzTest {

    private static final long N = 60;

    private final byte[] valid = written(after(30, new IterativeFactorial(N)).checkpoint());

    @FuzzTest(maxDuration = "10m")
    void isRejectedOrEnds(byte[] state) {
        try {
            assertThat(resumeToEnd(N, Algorithm.ITERATIVE, valid, state)).isNotNegative();
        } catch (DamagedCheckpointException damaged) {
            assertThat(damaged).hasMessageStartingWith("The checkpoint ");
        }
    }
}
