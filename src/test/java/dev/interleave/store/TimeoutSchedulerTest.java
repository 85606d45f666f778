package dev.interleave.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TimeoutSchedulerTest {

    private static final Duration SHORT = Duration.ofMillis(10);

    private final AtomicInteger expired = new AtomicInteger();

    @Test
    void runsActionsOfExpiredTimeouts() throws InterruptedException {
        // given
        var timeouts = new TimeoutScheduler("timeouts", SHORT);
        var last = new CountDownLatch(1);

        // when
        for (int i = 0; i < 100; i++) {
            var _ = timeouts.schedule(expired::incrementAndGet);
        }
        var _ = timeouts.schedule(last::countDown);

        // then
        assertThat(last.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(expired).hasValue(100);
    }

    @Test
    void doesNotRunActionsOfCancelledTimeouts() throws InterruptedException {
        // given
        var timeouts = new TimeoutScheduler("timeouts", Duration.ofMillis(200));
        Future<?> cancelled = timeouts.schedule(expired::incrementAndGet);
        var later = new CountDownLatch(1);

        // when
        cancelled.cancel(false);
        var _ = timeouts.schedule(later::countDown);

        // then
        assertThat(later.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(expired).hasValue(0);
    }

    /// A scheduler has no `close` method.
    @Test
    void endsItsThreadWithoutTimeouts() {
        // when
        var _ = new TimeoutScheduler("idle-timeouts", SHORT, SHORT).schedule(expired::incrementAndGet);

        // then
        await().until(() -> expired.get() == 1);
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("idle-timeouts")));
    }
}
