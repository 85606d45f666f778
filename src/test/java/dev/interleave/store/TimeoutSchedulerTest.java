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

    private final AtomicInteger ends = new AtomicInteger();

    @Test
    void endsEveryWaitThatIsNotOver() throws InterruptedException {
        // given
        var patience = new TimeoutScheduler("patience", SHORT);
        var last = new CountDownLatch(1);

        // when
        for (int i = 0; i < 100; i++) {
            var _ = patience.limit(ends::incrementAndGet);
        }
        var _ = patience.limit(last::countDown);

        // then
        assertThat(last.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(ends).hasValue(100);
    }

    @Test
    void leavesAloneWhatIsOver() throws InterruptedException {
        // given
        var patience = new TimeoutScheduler("patience", Duration.ofMillis(200));
        Future<?> over = patience.limit(ends::incrementAndGet);
        var later = new CountDownLatch(1);

        // when
        over.cancel(false);
        var _ = patience.limit(later::countDown);

        // then
        assertThat(later.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(ends).hasValue(0);
    }

    /// Nobody closes it.
    @Test
    void keepsNoThreadWhenNobodyWaits() {
        // when
        var _ = new TimeoutScheduler("lonely-patience", SHORT).limit(ends::incrementAndGet);

        // then
        await().until(() -> ends.get() == 1);
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("lonely-patience")));
    }
}
