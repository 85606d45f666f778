package dev.interleave.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PollingThreadTest {

    private static final Duration LONG = Duration.ofDays(1);

    private final AtomicInteger rounds = new AtomicInteger();
    private final CountDownLatch never = new CountDownLatch(1);
    private PollingThread thread = new PollingThread("polling-test", () -> {
        rounds.incrementAndGet();
        return LONG;
    });

    @AfterEach
    void stop() {
        thread.stopNow();
    }

    @Test
    void worksOnceForAnyNumberOfWakeUpsDuringAPause() {
        thread.start();
        await().until(() -> rounds.get() == 1);

        thread.wake();

        await().until(() -> rounds.get() == 2);
    }

    @Test
    void worksWithoutAPauseIfThereIsMore() {
        thread = new PollingThread("polling-test", () -> rounds.incrementAndGet() < 100 ? Duration.ZERO : LONG);

        thread.start();

        await().until(() -> rounds.get() == 100);
    }

    @Test
    void stopsAndStartsAgain() {
        thread.start();
        await().until(() -> rounds.get() == 1);

        thread.stop();
        assertThat(thread.isStopped()).isTrue();
        thread.start();

        await().until(() -> rounds.get() == 2);
    }

    @Test
    void interruptsWorkInProgress() {
        AtomicBoolean interrupted = new AtomicBoolean();
        thread = new PollingThread("polling-test", () -> {
            rounds.incrementAndGet();
            try {
                never.await();
            } catch (InterruptedException e) {
                interrupted.set(true);
                Thread.currentThread().interrupt();
            }
            return LONG;
        });
        thread.start();
        await().until(() -> rounds.get() == 1);

        thread.stopNow();

        assertThat(interrupted).isTrue();
    }
}
