package dev.interleave.api;

import static dev.interleave.api.JobsApiTest.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.interleave.SettableClock;
import dev.interleave.job.JobStore;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/// What is kept for how long, with a clock of its own and results kept for an hour.
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "interleave.retention.finished-jobs=PT1H")
@Import(ExpiryTest.OwnClock.class)
class ExpiryTest {

    @TestConfiguration(proxyBeanMethods = false)
    static class OwnClock {

        @Bean
        @Primary
        SettableClock settableClock() {
            return new SettableClock();
        }
    }

    private static final Duration RETENTION = Duration.ofHours(1);

    private final Client client;
    private final SettableClock clock;
    private final JobStore store;

    @Autowired
    ExpiryTest(@LocalServerPort int port, SettableClock clock, JobStore store) {
        this.client = new Client(port);
        this.clock = clock;
        this.store = store;
    }

    @ParameterizedTest
    @ValueSource(longs = {12, 1_000})
    void expiresAResultBeforeItsJob(long n) {
        String path = "/v1/jobs/" + client.finished(n);
        String tag = client.request().get(path).header("ETag");

        clock.forward(RETENTION.minusMillis(1));
        assertThat(client.request().get(path + "/result").statusCode()).isEqualTo(200);

        clock.forward(Duration.ofMillis(1));
        thereIsNoResult(path); // even before it was deleted
        deleteExpired();
        thereIsNoResult(path);
        client.request()
                .get(path)
                .then()
                .statusCode(200)
                .body("state", equalTo("succeeded"))
                .body("result.value", nullValue())
                .body("result.sha256.length()", equalTo(64))
                .body("result.digits", equalTo(Client.factorial(n).toString().length()));
        if (n == 12) { // its job has told the value
            assertThat(client.request().header("If-None-Match", tag).get(path).statusCode())
                    .isEqualTo(200);
        }

        clock.forward(RETENTION);
        deleteExpired();
        problem(client.request().get(path), 404, "not-found");
        problem(client.request().get(path + "/result"), 404, "not-found");
    }

    @Test
    void deletesAJobWithoutResult() {
        String id = client.submit(Client.ENDLESS);
        clock.forward(RETENTION.multipliedBy(10));
        deleteExpired();
        assertThat(client.get(id).getString("state")).isEqualTo("running");

        client.cancel(id);
        clock.forward(RETENTION);
        deleteExpired();
        problem(client.request().get("/v1/jobs/" + id + "/result"), 409, "job-has-no-result");
        clock.forward(RETENTION);
        deleteExpired();
        problem(client.request().get("/v1/jobs/" + id), 404, "not-found");
    }

    @Test
    void deletesAnExpiredJobAtOnce() {
        String path = "/v1/jobs/" + client.finished(1_000);
        clock.forward(RETENTION);

        assertThat(client.request().delete(path).statusCode()).isEqualTo(204);
        problem(client.request().get(path), 404, "not-found");
    }

    @Test
    void keepsAKeyForADay() {
        String key = UUID.randomUUID().toString();
        String first = submit(key).path("id");

        clock.forward(Duration.ofHours(24).minusMillis(1));
        assertThat(submit(key).<String>path("id")).isEqualTo(first);

        clock.forward(Duration.ofMillis(1));
        Response afresh = submit(key);
        assertThat(afresh.header("Idempotency-Replayed")).isNull();
        assertThat(afresh.<String>path("id")).isNotEqualTo(first);
        assertThat(submit(key).<String>path("id")).isEqualTo(afresh.path("id"));
    }

    private Response submit(String key) {
        Response answer =
                client.json("{\"n\":5}").header("Idempotency-Key", key).post("/v1/jobs");
        assertThat(answer.statusCode()).isEqualTo(202);
        return answer;
    }

    private void thereIsNoResult(String path) {
        problem(client.request().get(path + "/result"), 410, "result-expired");
        problem(client.request().header("Range", "bytes=0-1").get(path + "/result"), 410, "result-expired");
        problem(client.request().get(path + "/partial"), 410, "result-expired");
    }

    private void deleteExpired() {
        assertThat(store.deleteExpired(clock.instant(), 1_000)).isNotNegative();
    }
}
