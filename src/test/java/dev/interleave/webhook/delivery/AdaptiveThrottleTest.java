package dev.interleave.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdaptiveThrottleTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final AdaptiveThrottle adaptiveThrottle = new AdaptiveThrottle(10, 60);
    private final long start = System.nanoTime();

    @Test
    void aFewAreNotHeldBack() {
        assertThat(plan(60, start, 0)).containsOnly(Duration.ZERO);
    }

    @Test
    void manyComeAtThePaceOfTheReceiver() {
        learn(SECOND);
        List<Duration> waits = plan(1_060, start, 0);
        assertThat(waits.subList(0, 60)).containsOnly(Duration.ZERO);
        assertThat(waits.get(160)).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(11));
        assertThat(waits.getLast()).isBetween(Duration.ofSeconds(95), Duration.ofSeconds(105));
    }

    /// It hangs, and nothing has come to an end from which one could learn.
    @Test
    void theOldestThatIsUnderWayCountsToo() {
        assertThat(plan(160, start, 10 * SECOND).getLast()).isBetween(Duration.ofSeconds(95), Duration.ofSeconds(105));
    }

    @Test
    void nobodyWaitsForeverForAReceiverThatMayBeWellAgain() {
        learn(15 * SECOND);
        List<Duration> waits = plan(20_000, start, 0);
        assertThat(waits).allMatch(wait -> wait.compareTo(LONGEST) <= 0);
        assertThat(waits.subList(1_000, 20_000))
                .allMatch(wait -> wait.compareTo(LONGEST.dividedBy(2)) >= 0)
                .doesNotHaveDuplicates();
    }

    @Test
    void aReceiverThatIsWellAgainIsGivenMore() {
        learn(15 * SECOND);
        plan(1_000, start, 0);
        learn(SECOND / 1_000);
        assertThat(plan(1, start + SECOND, 0)).containsOnly(Duration.ZERO);
        assertThat(adaptiveThrottle.isIdle(start + 2 * SECOND)).isTrue();
    }

    private void learn(long nanos) {
        for (int i = 0; i < 100; i++) {
            adaptiveThrottle.record(nanos);
        }
    }

    private List<Duration> plan(int count, long now, long underWay) {
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            waits.add(adaptiveThrottle.plan(now, underWay));
        }
        return waits;
    }
}
