package dev.interleave.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.health.contributor.Status;

class SupervisedThreadTest {

    private final SupervisionHealthIndicator indicator = new SupervisionHealthIndicator();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicInteger runs = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);

    @ParameterizedTest
    @ValueSource(strings = {"exception", "error", "return"})
    void restartsAfterAnUnexpectedEnd(String how) throws InterruptedException {
        SupervisedThread thread = SupervisedThread.start("test-thread", true, () -> body(how), stopped::get);

        await().until(() -> indicator.health().getStatus().equals(Status.DOWN));
        await().until(() -> runs.get() == 2 && !thread.isDown());

        assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
        assertThat(indicator.health().getDetails().toString()).contains("test-thread=1");
        stop(thread);
        assertThat(indicator.health().getDetails()).isEmpty();
    }

    @Test
    void repeatsATaskThatThrows() {
        assertThatCode(new SupervisedTask("test", () -> {
                    throw new IllegalStateException("expected");
                })::run)
                .doesNotThrowAnyException();
    }

    private void stop(SupervisedThread thread) throws InterruptedException {
        stopped.set(true);
        end.countDown();
        thread.join();
    }

    /// Ends at once for the first time, and waits for the end of the test then.
    private void body(String how) {
        if (runs.incrementAndGet() == 1) {
            switch (how) {
                case "exception" -> throw new IllegalStateException("expected");
                case "error" -> throw new OutOfMemoryError("expected");
                default -> {
                    return;
                }
            }
        }
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
