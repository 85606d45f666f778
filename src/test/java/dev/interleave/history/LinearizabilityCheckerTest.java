package dev.interleave.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.interleave.history.Register.Call;
import dev.interleave.history.Register.Read;
import dev.interleave.history.Register.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class LinearizabilityCheckerTest {

    private final LinearizabilityChecker<Integer, Call> checker = new LinearizabilityChecker<>(new Register(), 100_000);

    @Test
    void acceptsReadsOfOldAndNewValueDuringWrite() {
        assertThat(checker.check(List.of(at(0, 9, new Write(1)), at(1, 2, new Read(0)), at(3, 4, new Read(1)))))
                .isEmpty();
    }

    @Test
    void rejectsOldValueAfterNewValue() {
        assertThat(checker.check(List.of(at(0, 9, new Write(1)), at(1, 2, new Read(1)), at(3, 4, new Read(0)))))
                .isPresent();
    }

    @Test
    void rejectsStaleReadAfterWrite() {
        assertThat(checker.check(List.of(at(0, 1, new Write(1)), at(2, 3, new Read(0)))))
                .isPresent();
    }

    @Test
    void acceptsUnansweredWriteThatTakesEffectLate() {
        assertThat(checker.check(List.of(unanswered(0, new Write(1)), at(1, 2, new Read(0)), at(3, 4, new Read(1)))))
                .isEmpty();
    }

    @Test
    void acceptsUnansweredWriteThatNeverTakesEffect() {
        assertThat(checker.check(List.of(unanswered(0, new Write(1)), at(1, 2, new Read(0)))))
                .isEmpty();
    }

    @Test
    void rejectsUnansweredWriteThatTakesEffectTwice() {
        assertThat(checker.check(List.of(
                        unanswered(0, new Write(1)),
                        at(1, 2, new Read(1)),
                        at(3, 4, new Write(2)),
                        at(5, 6, new Read(1)))))
                .isPresent();
    }

    @Test
    void leavesOutWhatContradictionDoesNotNeed() {
        List<Operation<Call>> history = List.of(
                at(0, 1, new Read(0)),
                at(2, 3, new Write(1)),
                at(4, 5, new Read(1)),
                at(6, 7, new Read(0)),
                at(8, 9, new Write(2)));
        assertThat(checker.check(history))
                .hasValueSatisfying(violation ->
                        assertThat(violation.operations()).containsExactly(history.get(1), history.get(3)));
    }

    @Test
    void printsTimeline() {
        assertThat(new Violation<>(List.of(at(2_000, 5_000, new Read(0)), unanswered(1_000, new Write(1)))))
                .asString()
                .containsSubsequence("0 ..          ?  client 0  Write", "1 ..          4  client 0  Read");
    }

    @Test
    void failsAtBoundOfMemory() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new LinearizabilityChecker<>(new Register(), 1)
                        .check(List.of(at(0, 1, new Write(1)), at(2, 3, new Read(1)))));
    }

    @RepeatedTest(100)
    void acceptsHistoriesOfRegister() {
        long seed = new Random().nextLong();
        List<Operation<Call>> history = generated(new Random(seed));
        assertThat(checker.check(history)).as("seed %d", seed).isEmpty();
    }

    /// Calls that take effect at times 0, 10, 20, …, each within an interval around its time.
    private static List<Operation<Call>> generated(Random random) {
        List<Operation<Call>> history = new ArrayList<>();
        int value = 0;
        for (int time = 0; time < 400; time += 10) {
            boolean writes = random.nextInt(3) == 0;
            value = writes ? random.nextInt(4) : value;
            Call call = writes ? new Write(value) : new Read(value);
            history.add(at(time - random.nextInt(30), time + random.nextInt(30), call));
        }
        return history;
    }

    private static Operation<Call> at(long start, long end, Call call) {
        return new Operation<>(0, start, end, call);
    }

    private static Operation<Call> unanswered(long start, Call call) {
        return at(start, Operation.UNANSWERED, call);
    }
}
