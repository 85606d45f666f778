package dev.interleave.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The metrics that show failing receivers to operators.
class DeliveryMetricsTest {

    private Receiver receiver;
    private LiveService service;

    @BeforeEach
    void start() throws IOException {
        receiver = new Receiver();
        service = LiveService.start();
    }

    @AfterEach
    void stop() {
        receiver.close();
        service.close();
    }

    @Test
    void triesAreCountedByOutcomeAndWhatIsOwedIsTold() throws Exception {
        assertThat(gauge("deliveries.owed")).isZero();
        assertThat(gauge("deliveries.oldest.age")).isZero();

        receiver.answerOnce(503, "", Map.of("Retry-After", "3600"));
        String callback = callbackOfAJob();
        service.awaitAttempts(callback, 1);
        awaitTries("failed", 1);
        assertThat(gauge("deliveries.owed")).isEqualTo(1);
        assertThat(gauge("deliveries.overdue")).isZero();

        receiver.hold();
        service.forward(Duration.ofHours(2));
        await().until(() -> gauge("deliveries.overdue") == 1);
        assertThat(gauge("deliveries.oldest.age")).isBetween(7_200.0, 7_300.0);

        receiver.release();
        service.awaitState(callback, "delivered");
        awaitTries("delivered", 1);
        assertThat(gauge("deliveries.owed")).isZero();

        receiver.answerOnce(410);
        service.awaitState(callbackOfAJob(), "exhausted");
        awaitTries("exhausted", 1);
        assertThat(tries("delivered").totalTime(TimeUnit.SECONDS)).isPositive();
    }

    private String callbackOfAJob() {
        return service.post("/v1/jobs", "{\"n\":7,\"callbacks\":[{\"url\":\"" + receiver.url() + "\"}]}")
                .at("/callbacks/0/id")
                .asString();
    }

    /// They are counted after they are recorded.
    private void awaitTries(String outcome, long count) {
        await().until(() -> registry()
                        .find("interleave.webhook.attempts")
                        .tag("outcome", outcome)
                        .timer()
                != null);
        assertThat(tries(outcome).count()).isEqualTo(count);
    }

    private Timer tries(String outcome) {
        return registry()
                .get("interleave.webhook.attempts")
                .tag("outcome", outcome)
                .timer();
    }

    private double gauge(String name) {
        return registry().get("interleave.webhook." + name).gauge().value();
    }

    private MeterRegistry registry() {
        return service.bean(MeterRegistry.class);
    }
}
