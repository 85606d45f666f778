package dev.interleave.computation;

import static dev.interleave.computation.Checkpoints.after;
import static dev.interleave.computation.Checkpoints.wentOn;
import static dev.interleave.computation.Checkpoints.written;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.interleave.computation.factorial.IterativeFactorial;

/// The stored state of a calculation may be any bytes: it is refused as damaged, or something that ends comes
/// of it.
class IterativeCheckpointFuzzTest {

    private static final long N = 60;

    private final byte[] right = written(after(30, new IterativeFactorial(N)).checkpoint());

    @FuzzTest(maxDuration = "10m")
    void isRefusedOrEnds(byte[] state) {
        try {
            assertThat(wentOn(N, Algorithm.ITERATIVE, right, state)).isNotNegative();
        } catch (DamagedCheckpointException damaged) {
            assertThat(damaged).hasMessageStartingWith("The checkpoint ");
        }
    }
}
