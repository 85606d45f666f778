package dev.interleave.job.await;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.job.await.AwaitedItem.Child;
import dev.interleave.job.await.AwaitedItem.First;
import dev.interleave.job.await.AwaitedItem.Time;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JobAwaitTest {

    private static final UUID A = new UUID(0, 1);
    private static final UUID B = new UUID(0, 2);
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final Time PASSED = new Time(NOW);
    private static final Time LATER = new Time(NOW.plusSeconds(10));
    private static final Time LAST = new Time(NOW.plusSeconds(20));

    private static JobAwait of(AwaitedItem... items) {
        return JobAwait.of(7, List.of(items));
    }

    private static First first(AwaitedItem... alternatives) {
        return new First(List.of(alternatives), null);
    }

    @Test
    void isOverWhenAllHaveEnded() {
        JobAwait await = of(new Child(A), new Child(B), PASSED);

        JobAwait oneEnded = await.evaluated(Map.of(A, true), NOW);
        JobAwait allEnded = oneEnded.evaluated(Map.of(A, true, B, true), NOW);

        assertThat(oneEnded.isOver()).isFalse();
        assertThat(allEnded.isOver()).isTrue();
        assertThat(allEnded.failed()).isNull();
    }

    @Test
    void isOverWithTheFirstFailure() {
        JobAwait evaluated = of(LATER, new Child(A), new Child(B)).evaluated(Map.of(B, false), NOW);

        assertThat(evaluated.isOver()).isTrue();
        assertThat(evaluated.failed()).isEqualTo(B);
        assertThat(evaluated.wakeAt()).isNull();
    }

    @Test
    void ignoresTheFailureOfALoser() {
        JobAwait evaluated = of(first(PASSED, new Child(A)), new Child(B)).evaluated(Map.of(A, false), NOW);

        assertThat(evaluated.isOver()).isFalse();
        assertThat(evaluated.failed()).isNull();
    }

    @Test
    void isOverWithTheFailureOfAWinner() {
        JobAwait evaluated = of(first(LATER, new Child(A)), new Child(B)).evaluated(Map.of(A, false), NOW);

        assertThat(evaluated.isOver()).isTrue();
        assertThat(evaluated.failed()).isEqualTo(A);
    }

    @Test
    void keepsTheWinnerThatWasDecidedFirst() {
        JobAwait await = of(first(new Child(A), PASSED), new Child(B));

        JobAwait decided = await.evaluated(Map.of(), NOW);
        JobAwait over = decided.evaluated(Map.of(A, true, B, true), NOW.plusSeconds(60));

        assertThat(decided.isOver()).isFalse();
        assertThat(over.isOver()).isTrue();
        assertThat(over.items().getFirst()).isEqualTo(new First(List.of(new Child(A), PASSED), 1));
    }

    @Test
    void wakesAtTheNextTimeThatMatters() {
        JobAwait await = of(first(new Child(A), LAST), LATER);
        assertThat(await.wakeAt()).isEqualTo(LATER.at());

        JobAwait later = await.evaluated(Map.of(), LATER.at());
        assertThat(later.wakeAt()).isEqualTo(LAST.at());

        JobAwait decided = await.evaluated(Map.of(A, true), NOW);
        assertThat(decided.wakeAt()).isEqualTo(LATER.at());
        assertThat(decided.evaluated(Map.of(A, true), LATER.at()).isOver()).isTrue();
    }

    @Test
    void doesNotChangeOnceItIsOver() {
        JobAwait over = of(first(LATER, new Child(A))).evaluated(Map.of(A, true), NOW);

        assertThat(over.evaluated(Map.of(A, false), LAST.at())).isSameAs(over);
    }

    @Test
    void numbersChildrenWithoutOverlap() {
        assertThat(JobAwait.childNumber(3, JobAwait.MAX_CHILDREN - 1)).isLessThan(JobAwait.childNumber(4, 0));
    }
}
