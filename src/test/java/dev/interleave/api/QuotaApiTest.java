package dev.interleave.api;

import static dev.interleave.api.Client.ENDLESS;
import static dev.interleave.api.JobsApiTest.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import dev.interleave.SettableClock;
import dev.interleave.execution.SmallBudget;
import dev.interleave.job.JobStore;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/// Each quota is reached, told, and free again; with a clock that goes when it is told to, and room for one
/// long job at a time.
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "interleave.security.api-keys[0].name=free",
            "interleave.security.api-keys[0].key=key-of-free-000000000",
            "interleave.security.api-keys[1].name=rate",
            "interleave.security.api-keys[1].key=key-of-rate-000000000",
            "interleave.security.api-keys[2].name=flight",
            "interleave.security.api-keys[2].key=key-of-flight-0000000",
            "interleave.security.api-keys[3].name=queue",
            "interleave.security.api-keys[3].key=key-of-queue-00000000",
            "interleave.security.api-keys[4].name=loop",
            "interleave.security.api-keys[4].key=key-of-loop-000000000",
            "interleave.security.api-keys[5].name=room",
            "interleave.security.api-keys[5].key=key-of-room-000000000",
            "interleave.quota.owners.rate.requests-per-second=2",
            "interleave.quota.owners.rate.request-burst=3",
            "interleave.quota.owners.flight.jobs-in-flight=3",
            "interleave.quota.owners.queue.queued-jobs=2",
            "interleave.quota.owners.loop.loop-time-per-hour=PT0.2S",
            "interleave.quota.owners.room.stored-results=4000B"
        })
@Import({SmallBudget.class, QuotaApiTest.OwnClock.class})
class QuotaApiTest {

    @TestConfiguration(proxyBeanMethods = false)
    static class OwnClock {

        @Bean
        @Primary
        SettableClock settableClock() {
            return new SettableClock();
        }
    }

    private static final List<String> OWNERS = List.of("free", "rate", "flight", "queue", "loop", "room");

    /// Too long to enter beside [Client#ENDLESS].
    private static final int LONG = 40_000;

    private final Client client;
    private final SettableClock clock;
    private final JobStore store;

    @Autowired
    QuotaApiTest(@LocalServerPort int port, SettableClock clock, JobStore store) {
        this.client = new Client(port);
        this.clock = clock;
        this.store = store;
    }

    @AfterEach
    void cancelJobs() {
        clock.forward(Duration.ofMinutes(1)); // for the requests of this
        // Queued jobs first, of all owners: otherwise one of them starts when a running one is cancelled, and stays.
        for (String state : List.of("queued", "paused", "running")) {
            OWNERS.stream().filter(owner -> !owner.equals("rate")).forEach(owner -> {
                with(owner)
                        .get("/v1/jobs?pageSize=200&state=" + state)
                        .jsonPath()
                        .<String>getList("jobs.id")
                        .forEach(id -> with(owner).post("/v1/jobs/" + id + "/cancel"));
            });
        }
    }

    @Test
    void limitsRequestsPerSecond() {
        clock.forward(Duration.ofMinutes(1));
        for (int left = 2; left >= 0; left--) {
            Response answer = with("rate").get("/v1/computations");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(RateLimits.policy(answer).byName()).isEqualTo(Map.of("requests", Map.of("q", 3L, "w", 2L)));
            assertThat(RateLimits.state(answer).number("requests", "r")).isEqualTo(left);
        }

        Response refused = with("rate").get("/v1/computations");

        problem(refused, 429, "quota-exceeded")
                .header("Retry-After", "1")
                .body(
                        "detail",
                        containsString("\"requests\" is used up: it allows 2 requests per second, and bursts of 3"));
        assertThat(RateLimits.state(refused).byName()).isEqualTo(Map.of("requests", Map.of("r", 0L, "t", 2L)));
        assertThat(RateLimits.policy(refused).number("requests", "q")).isEqualTo(3);

        clock.forward(Duration.ofMillis(500));
        assertThat(with("rate").get("/v1/computations").statusCode()).isEqualTo(200);
        assertThat(with("rate").get("/v1/computations").statusCode()).isEqualTo(429);
    }

    @Test
    void countsEveryRequestOfTheOwner() {
        clock.forward(Duration.ofMinutes(1));
        assertThat(with("rate").get("/v1/nothing").statusCode()).isEqualTo(404);
        assertThat(with("rate").put("/v1/jobs").statusCode()).isEqualTo(405);
        assertThat(with("rate").urlEncodingEnabled(false).get("/%76%31/jobs").statusCode())
                .isLessThan(429);

        assertThat(with("rate").post("/v1/jobs").statusCode()).isEqualTo(429);
        assertThat(with("rate").urlEncodingEnabled(false).get("/%76%31/jobs").statusCode())
                .isEqualTo(429);
    }

    @Test
    void doesNotCountPublicAndOperatorRequests() {
        for (int i = 0; i < 5; i++) {
            assertThat(client.request().get("/v1/jobs").statusCode()).isEqualTo(401);
            assertThat(with("rate").get("/actuator/info").statusCode()).isEqualTo(200);
            assertThat(with("rate").get("/problems/quota-exceeded").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void separatesTheQuotasOfOwners() {
        clock.forward(Duration.ofMinutes(1));
        IntStream.range(0, 4).forEach(_ -> with("rate").get("/v1/computations"));
        IntStream.range(0, 3).forEach(_ -> submit("flight", ENDLESS));
        assertThat(with("rate").get("/v1/computations").statusCode()).isEqualTo(429);
        assertThat(post("flight", "{\"n\":5}").statusCode()).isEqualTo(429);

        Response answer = post("free", "{\"n\":5}");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.header("RateLimit")).isNull();
        assertThat(answer.header("RateLimit-Policy")).isNull();
        with("free").get("/v1/quota").then().statusCode(200);
        assertThat(with("free").get("/v1/quota").<List<?>>path("limits")).isEmpty();
    }

    @Test
    void limitsJobsInFlight() {
        String first = submit("flight", ENDLESS);
        String second = submit("flight", ENDLESS);
        Response third = post("flight", "{\"algorithm\":\"iterative\",\"n\":" + ENDLESS + "}");
        assertThat(RateLimits.state(third).byName()).isEqualTo(Map.of("jobs-in-flight", Map.of("r", 0L)));
        assertThat(RateLimits.policy(third).of("jobs-in-flight")).isEqualTo(Map.of("q", 3L, "qu", "jobs"));

        Response refused = post("flight", "{\"n\":5}");

        problem(refused, 429, "quota-exceeded")
                .header("Retry-After", "5")
                .body(
                        "detail",
                        containsString("\"jobs-in-flight\" is 3 jobs: 3 are used, and this request needs 1 more"));
        assertThat(RateLimits.state(refused).number("jobs-in-flight", "r")).isZero();
        assertThat(standing("flight", "jobs-in-flight").getInt("used")).isEqualTo(3);

        assertThat(with("flight").post("/v1/jobs/" + first + "/pause").statusCode())
                .isEqualTo(200);
        assertThat(post("flight", "{\"n\":5}").statusCode())
                .as("paused jobs count")
                .isEqualTo(429);

        assertThat(with("flight").post("/v1/jobs/" + second + "/cancel").statusCode())
                .isEqualTo(200);
        assertThat(standing("flight", "jobs-in-flight").getInt("remaining")).isEqualTo(1);
        assertThat(post("flight", "{\"n\":5}").statusCode()).isEqualTo(202);
    }

    @Test
    void acceptsABatchAsAWholeOrNotAtAll() {
        Response refused = json("flight", batch(4)).post("/v1/jobs/batch");
        problem(refused, 429, "quota-exceeded").body("detail", containsString("needs 4 more"));
        assertThat(standing("flight", "jobs-in-flight").getInt("used")).isZero();

        assertThat(json("flight", batch(3)).post("/v1/jobs/batch").statusCode()).isEqualTo(202);

        problem(json("flight", batch(1)).post("/v1/jobs/batch"), 429, "quota-exceeded");
        assertThat(standing("flight", "jobs-in-flight").getInt("used")).isEqualTo(3);
    }

    @Test
    void replaysAcceptedJobsBeyondTheQuota() {
        String key = UUID.randomUUID().toString();
        Response first = withKey(key);
        assertThat(first.statusCode()).isEqualTo(202);
        submit("flight", ENDLESS);
        submit("flight", ENDLESS);
        String otherKey = UUID.randomUUID().toString();
        assertThat(withKey(otherKey).statusCode()).isEqualTo(429);

        Response again = withKey(key);

        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.<String>path("id")).isEqualTo(first.path("id"));

        with("flight").post("/v1/jobs/" + first.path("id") + "/cancel");
        Response fresh = withKey(otherKey);
        assertThat(fresh.statusCode()).as("a refusal uses no key up").isEqualTo(202);
        assertThat(fresh.header("Idempotency-Replayed")).isNull();
    }

    @Test
    void limitsQueuedJobs() {
        submit("free", ENDLESS);
        String first = submit("queue", LONG);
        String second = submit("queue", LONG);

        problem(post("queue", "{\"algorithm\":\"iterative\",\"n\":" + LONG + "}"), 429, "quota-exceeded")
                .body("detail", containsString("\"queued-jobs\" is 2 jobs: 2 are used, and this request needs 1 more"));
        assertThat(post("queue", "{\"n\":5}").statusCode())
                .as("what need not wait is taken")
                .isEqualTo(202);

        with("queue").post("/v1/jobs/" + first + "/pause").then().statusCode(200);
        assertThat(standing("queue", "queued-jobs").getInt("used"))
                .as("a paused job still counts")
                .isEqualTo(2);
        with("queue").post("/v1/jobs/" + second + "/cancel").then().statusCode(200);
        submit("queue", LONG);
    }

    @Test
    void limitsLoopTime() {
        String running = submit("loop", ENDLESS);
        Awaitility.await().until(() -> standing("loop", "loop-time").getInt("remaining") == 0);

        Response refused = post("loop", "{\"n\":5}");

        problem(refused, 429, "quota-exceeded").body("detail", containsString("\"loop-time\" is 200 milliseconds"));
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(3_600, 3_660);
        assertThat(RateLimits.policy(refused).of("loop-time"))
                .isEqualTo(Map.of("q", 200L, "qu", "milliseconds", "w", 3_600L));
        assertThat(RateLimits.state(refused).number("loop-time", "t")).isBetween(3_600L, 3_660L);
        with("loop").get("/v1/jobs/" + running).then().body("state", containsString("running"));
        assertThat(Instant.parse(standing("loop", "loop-time").getString("moreAt")))
                .isAfter(clock.instant().plus(Duration.ofMinutes(59)));

        with("loop").post("/v1/jobs/" + running + "/cancel");
        awaitAllOfItCounted();
        clock.forward(Duration.ofMinutes(61));

        assertThat(standing("loop", "loop-time").getInt("used")).isZero();
        assertThat(post("loop", "{\"n\":5}").statusCode()).isEqualTo(202);
    }

    /// What the job had last is counted a moment after its end.
    private void awaitAllOfItCounted() {
        var last = new AtomicLong(-1);
        Awaitility.await().pollInterval(Duration.ofMillis(50)).until(() -> {
            long used = standing("loop", "loop-time").getLong("used");
            return last.getAndSet(used) == used;
        });
    }

    @Test
    void limitsStoredResults() {
        String id = finished("room");
        assertThat(standing("room", "stored-results").getInt("used"))
                .as("2,568 digits, and 8,530 bits")
                .isEqualTo(2_568 + 1_067);

        Response refused = post("room", "{\"n\":1000}");

        problem(refused, 429, "quota-exceeded")
                .header("Retry-After", String.valueOf(Duration.ofDays(7).toSeconds()))
                .body("detail", containsString("\"stored-results\" is 4000 bytes: 3635 are used"));

        with("room").delete("/v1/jobs/" + id).then().statusCode(204);
        finished("room");
        assertThat(post("room", "{\"n\":1000}").statusCode()).isEqualTo(429);

        clock.forward(Duration.ofDays(7));
        assertThat(store.deleteExpired(clock.instant(), 1_000)).isPositive();
        assertThat(standing("room", "stored-results").getInt("used")).isZero();
        String cancelled = submit("room", "{\"n\":1000,\"labels\":{\"a\":\"b\"}}");
        with("room").post("/v1/jobs/" + cancelled + "/cancel");
    }

    @Test
    void countsRejectedRequests() {
        json("flight", batch(4)).post("/v1/jobs/batch");

        assertThat(with("free").get("/actuator/prometheus").asString())
                .containsPattern("interleave_quota_refused_total\\{limit=\"jobs-in-flight\"} [1-9]")
                .contains("interleave_quota_refused_total{limit=\"queued-jobs\"}")
                .doesNotContain("limit=\"flight\"");
    }

    @Test
    void showsEachOwnerItsOwnData() {
        assertThat(with("queue").get("/v1/quota").<String>path("owner")).isEqualTo("queue");
        assertThat(with("queue").get("/v1/quota").<List<String>>path("limits.name"))
                .containsExactly("queued-jobs");
        clock.forward(Duration.ofMinutes(1));
        JsonPath rate = with("rate").get("/v1/quota").jsonPath();
        assertThat(rate.getMap("limits[0]"))
                .containsEntry("name", "requests")
                .containsEntry("unit", "requests")
                .containsEntry("limit", 3)
                .containsEntry("used", 1)
                .containsEntry("remaining", 2)
                .containsEntry("window", "PT1.5S")
                .containsEntry("moreAt", clock.instant().plusMillis(500).toString());
    }

    private RequestSpecification with(String owner) {
        return client.request()
                .header("Authorization", "Bearer " + ("key-of-" + owner + "-000000000").substring(0, 21));
    }

    private RequestSpecification json(String owner, String body) {
        return with(owner).contentType("application/json").body(body);
    }

    private Response post(String owner, String body) {
        return json(owner, body).post("/v1/jobs");
    }

    private String submit(String owner, long n) {
        return submit(owner, "{\"algorithm\":\"iterative\",\"n\":" + n + "}");
    }

    private String submit(String owner, String body) {
        Response answer = post(owner, body);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(202);
        return answer.path("id");
    }

    private String finished(String owner) {
        Response answer =
                json(owner, "{\"n\":1000}").header("Prefer", "wait=30").post("/v1/jobs");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.path("id");
    }

    private Response withKey(String key) {
        return json("flight", "{\"algorithm\":\"iterative\",\"n\":" + ENDLESS + "}")
                .header("Idempotency-Key", key)
                .post("/v1/jobs");
    }

    private JsonPath standing(String owner, String limit) {
        JsonPath quota =
                with(owner).get("/v1/quota").then().statusCode(200).extract().jsonPath();
        int index = quota.getList("limits.name").indexOf(limit);
        return quota.setRootPath("limits[" + index + "]");
    }

    private static String batch(int size) {
        String job = "{\"algorithm\":\"iterative\",\"n\":" + ENDLESS + "}";
        return "{\"jobs\":[" + String.join(",", Collections.nCopies(size, job)) + "]}";
    }
}
