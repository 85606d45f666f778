package dev.interleave.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interleave.webhook.delivery.CallbackRetention;
import dev.interleave.webhook.delivery.ClockCorrection;
import dev.interleave.webhook.delivery.RetryScheduleTest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// What becomes of deliveries in hours and days, with a clock that is put forward. Timestamps are ahead of ours
/// here, so that signatures are compared with those that another implementation makes.
class DeliveriesOverTimeTest {

    private static final Duration MOST_LATE = Duration.ofSeconds(30);

    private static LiveService service;
    private Receiver receiver;

    @BeforeAll
    static void start() throws IOException {
        service = LiveService.start();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void listen() throws IOException {
        receiver = new Receiver();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void bothSecretsSignForADayAfterARotation() throws Exception {
        JsonNode callback = service.register("/v1/callbacks", receiver.url(), ",\"events\":[\"job.failed\"]");
        String path = "/v1/callbacks/" + id(callback);
        String old = secret(callback);
        String current = secret(service.tryPost(path + "/rotate-secret", "").expecting(200));
        assertThat(current).startsWith("whsec_").isNotEqualTo(old);

        Received rotated = ping(path);
        assertThat(rotated.signatures()).containsExactly(rotated.signatureBy(current), rotated.signatureBy(old));

        service.forward(Duration.ofHours(24).minusSeconds(60));
        Received hoursLater = ping(path);
        assertThat(hoursLater.signatures()).hasSize(2);

        service.forward(Duration.ofSeconds(61));
        Received aDayLater = ping(path);
        assertThat(aDayLater.signatures()).containsExactly(aDayLater.signatureBy(current));
        service.delete(path).expecting(204);
    }

    @Test
    void retriesInTimeAfterTheClockWasSetBack() throws Exception {
        ClockCorrection correction = service.bean(ClockCorrection.class);
        correction.check();
        receiver.answerOnce(500);
        JsonNode callback =
                service.post("/v1/jobs", jobWithCallback()).path("callbacks").get(0);
        service.awaitAttempts(id(callback), 1);
        service.forward(Duration.ofHours(-2));
        try {
            correction.check();
            service.awaitState(id(callback), "delivered");
        } finally {
            service.forward(Duration.ofHours(2));
        }
    }

    @Test
    void everyTryIsLogged() throws Exception {
        receiver.answerOnce(500, "ä".repeat(5_000), Map.of());
        JsonNode callback =
                service.post("/v1/jobs", jobWithCallback()).path("callbacks").get(0);
        JsonNode waiting = service.awaitAttempts(id(callback), 1);
        assertThat(waiting.path("state").asString()).isEqualTo("owed");

        service.forward(Duration.ofSeconds(7));
        JsonNode delivered = service.awaitState(id(callback), "delivered");

        List<Received> received = receiver.await(2);
        assertThat(received.get(0).id()).isEqualTo(received.get(1).id());
        assertThat(received.get(0).body()).isEqualTo(received.get(1).body());
        assertThat(received.get(1).timestamp() - received.get(0).timestamp()).isGreaterThanOrEqualTo(5);
        for (Received one : received) {
            assertThat(one.signatures()).containsExactly(one.signatureBy(secret(callback)));
        }
        JsonNode failed = delivered.path("attempts").get(0);
        assertThat(failed.path("number").asInt()).isEqualTo(1);
        assertThat(failed.path("status").asInt()).isEqualTo(500);
        assertThat(failed.path("failure").asString()).isEqualTo("answered 500");
        assertThat(failed.path("response").asString()).isEqualTo("ä".repeat(512));
        assertThat(failed.path("latencyMillis").asInt()).isNotNegative();
        assertThat(Instant.parse(failed.path("at").asString()).getEpochSecond())
                .isEqualTo(received.get(0).timestamp());
        JsonNode successful = delivered.path("attempts").get(1);
        assertThat(successful.path("status").asInt()).isEqualTo(204);
        assertThat(successful.path("failure").isNull()).isTrue();
        assertThat(service.get("/v1/jobs/" + delivered.path("jobId").asString() + "/deliveries")
                        .at("/deliveries/0"))
                .isEqualTo(delivered);
    }

    @Test
    void triesComeAlongTheScheduleUntilItIsExhaustedAndByHandAfterThat() throws Exception {
        receiver.answerAlways(500);
        JsonNode callback =
                service.post("/v1/jobs", jobWithCallback()).path("callbacks").get(0);

        for (int failures = 1; failures <= RetryScheduleTest.PAUSES.size(); failures++) {
            JsonNode waiting = service.awaitAttempts(id(callback), failures);
            Duration nominal = RetryScheduleTest.PAUSES.get(failures - 1);
            Instant tried = Instant.parse(
                    waiting.path("attempts").get(failures - 1).path("at").asString());
            Duration pause = Duration.between(
                    tried, Instant.parse(waiting.path("nextAttemptAt").asString()));
            assertThat(pause).isBetween(nominal, RetryScheduleTest.most(nominal).plus(MOST_LATE));
            service.forward(pause);
        }
        JsonNode exhausted = service.awaitState(id(callback), "exhausted");
        assertThat(exhausted.path("attempts").size()).isEqualTo(10);
        assertThat(exhausted.path("nextAttemptAt").isNull()).isTrue();
        assertThat(exhausted.path("settledAt").isNull()).isFalse();

        receiver.answerAlways(204);
        JsonNode again = service.post("/v1/deliveries/" + id(exhausted) + "/redeliver");
        assertThat(again.path("state").asString()).isEqualTo("owed");
        JsonNode delivered = service.awaitState(id(callback), "delivered");
        assertThat(delivered.path("attempts").size()).isEqualTo(11);
        assertThat(receiver.received().stream().map(Received::id))
                .hasSize(11)
                .containsOnly(receiver.received().getFirst().id());
    }

    /// A redelivery starts the retry schedule again.
    @Test
    void aRedeliveryBeginsAnew() throws Exception {
        receiver.answerOnce(410);
        JsonNode job = service.post("/v1/jobs", "{\"n\":7}");
        JsonNode callback = service.register("/v1/jobs/" + id(job) + "/callbacks", receiver.url(), "");
        JsonNode exhausted = service.awaitState(id(callback), "exhausted");
        service.post("/v1/deliveries/" + id(exhausted) + "/redeliver");
        JsonNode disabled = service.awaitAttempts(id(callback), 2);
        assertThat(disabled.path("state").asString()).isEqualTo("exhausted");
        assertThat(disabled.path("attempts").get(1).path("failure").asString()).contains("disabled");
        assertThat(receiver.received()).hasSize(1);

        receiver.answerOnce(204);
        receiver.answerOnce(500);
        JsonNode second = service.register("/v1/jobs/" + id(job) + "/callbacks", receiver.url(), "");
        JsonNode delivered = service.awaitState(id(second), "delivered");
        service.post("/v1/deliveries/" + id(delivered) + "/redeliver");
        JsonNode waiting = service.awaitAttempts(id(second), 2);
        assertThat(waiting.path("state").asString()).isEqualTo("owed");
        service.forward(Duration.ofSeconds(7));
        assertThat(service.awaitState(id(second), "delivered").path("attempts").size())
                .isEqualTo(3);
    }

    /// A redelivery before the next scheduled attempt.
    @Test
    void whatWaitsForItsNextTryCanBeHurried() throws Exception {
        receiver.answerOnce(503, "", Map.of("Retry-After", "3600"));
        JsonNode callback =
                service.post("/v1/jobs", jobWithCallback()).path("callbacks").get(0);
        JsonNode waiting = service.awaitAttempts(id(callback), 1);

        service.post("/v1/deliveries/" + id(waiting) + "/redeliver");

        assertThat(service.awaitState(id(callback), "delivered")
                        .path("attempts")
                        .size())
                .isEqualTo(2);
    }

    @Test
    void deletingACallbackForgetsWhatItIsOwed() throws Exception {
        receiver.answerAlways(500);
        JsonNode job = service.post("/v1/jobs", jobWithCallback());
        String callback = id(job.path("callbacks").get(0));
        JsonNode waiting = service.awaitAttempts(callback, 1);

        service.delete("/v1/callbacks/" + callback).expecting(204);

        service.forward(Duration.ofSeconds(7));
        await().until(() -> scheduled(id(waiting)) == 0); // looked at, and let go
        assertThat(receiver.received()).hasSize(1);
        service.delete("/v1/callbacks/" + callback).expecting(404);
        assertThat(service.tryGet("/v1/callbacks/" + callback).status()).isEqualTo(404);
        assertThat(service.tryGet("/v1/callbacks/" + callback + "/deliveries").status())
                .isEqualTo(404);
        assertThat(service.get("/v1/jobs/" + id(job) + "/deliveries")
                        .path("deliveries")
                        .size())
                .isZero();
    }

    /// Deleting a job does not cancel its deliveries.
    @Test
    void deletingAJobLeavesWhatIsOwed() throws Exception {
        receiver.answerOnce(500);
        JsonNode job = service.post("/v1/jobs", jobWithCallback());
        JsonNode callback = job.path("callbacks").get(0);
        service.awaitAttempts(id(callback), 1);

        service.delete("/v1/jobs/" + id(job)).expecting(204);
        assertThat(service.tryGet("/v1/jobs/" + id(job) + "/deliveries").status())
                .isEqualTo(404);
        service.forward(Duration.ofSeconds(7));

        service.awaitState(id(callback), "delivered");
        assertThat(receiver.received()).hasSize(2);
    }

    /// A body is stored when its first attempt is recorded, or before the job is deleted.
    @Test
    void keepsTheBodyOfADeletedJobBeforeTheFirstAttemptIsRecorded() throws Exception {
        receiver.hold();
        receiver.answerOnce(500);
        JsonNode job = service.post("/v1/jobs", jobWithCallback());
        JsonNode callback = job.path("callbacks").get(0);
        receiver.await(1);
        JsonNode finished = service.ended(id(job));

        service.delete("/v1/jobs/" + id(job)).expecting(204);
        receiver.release();
        service.awaitAttempts(id(callback), 1);
        service.forward(Duration.ofSeconds(7));

        List<Received> received = receiver.await(2);
        assertThat(received.get(0).json().path("data")).isEqualTo(finished);
        assertThat(received.get(1).body()).isEqualTo(received.get(0).body());
    }

    @Test
    void whatWasSettledLongAgoIsForgottenAndSoAreCallbacksOfJobsThatAreGone() throws Exception {
        JsonNode job = service.post("/v1/jobs", jobWithCallback());
        JsonNode callback = job.path("callbacks").get(0);
        service.awaitState(id(callback), "delivered");
        service.delete("/v1/jobs/" + id(job)).expecting(204);
        CallbackRetention callbackRetention = service.bean(CallbackRetention.class);

        service.forward(Duration.ofDays(7).minusMinutes(1));
        callbackRetention.deleteSettled();
        assertThat(deliveries(callback)).hasSize(1);

        service.forward(Duration.ofMinutes(2));
        callbackRetention.deleteSettled();
        assertThat(service.tryGet("/v1/callbacks/" + id(callback)).status()).isEqualTo(404);
    }

    private String jobWithCallback() {
        return "{\"n\":7,\"callbacks\":[{\"url\":\"" + receiver.url() + "\"}]}";
    }

    private Received ping(String callbackPath) {
        String id = service.post(callbackPath + "/test").path("webhookId").asString();
        return receiver.await(one -> one.id().equals(id));
    }

    private static int scheduled(String deliveryId) {
        return service.bean(JdbcClient.class)
                .sql("SELECT count(*) FROM scheduled_tasks WHERE task_instance LIKE ?")
                .param(deliveryId + "%")
                .query(Integer.class)
                .single();
    }

    private static List<JsonNode> deliveries(JsonNode callback) {
        return service.get("/v1/callbacks/" + id(callback) + "/deliveries")
                .path("deliveries")
                .valueStream()
                .toList();
    }

    private static String id(JsonNode node) {
        return node.path("id").asString();
    }

    private static String secret(JsonNode node) {
        return node.path("secret").asString();
    }
}
