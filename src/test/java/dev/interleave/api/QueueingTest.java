package dev.interleave.api;

import static dev.interleave.api.Client.ENDLESS;
import static dev.interleave.api.JobsApiTest.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.interleave.execution.SmallBudget;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/// With room for one long job at a time, and for ten in the queue.
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "interleave.limits.queue-capacity=10")
@Import(SmallBudget.class)
class QueueingTest {

    /// Needs too much memory to run beside [Client#ENDLESS]. The default algorithm takes milliseconds.
    private static final int LONG = 40_000;

    private final Client client;
    private final JdbcClient database;

    @Autowired
    QueueingTest(@LocalServerPort int port, JdbcClient database) {
        this.client = new Client(port);
        this.database = database;
    }

    @AfterEach
    void cancelJobs() {
        client.cancelAll();
    }

    @Test
    void startsQueuedJobsOneAfterTheOther() {
        List<String> ids =
                IntStream.range(0, 4).mapToObj(_ -> client.submit(ENDLESS)).toList();

        for (int first = 0; first < ids.size(); first++) {
            assertThat(client.awaitUntil(
                                    ids.get(first),
                                    job -> job.getString("state").equals("running"))
                            .getString("startedAt"))
                    .isNotNull();
            for (String waiting : ids.subList(first + 1, ids.size())) {
                assertThat(client.get(waiting).getString("state")).isEqualTo("queued");
            }
            client.cancel(ids.get(first));
        }
    }

    @Test
    void computesTheRightValueOfEveryQueuedJob() {
        String first = client.submit(ENDLESS);
        List<String> waiting =
                IntStream.range(0, 10).mapToObj(i -> submitLong(LONG + i)).toList();
        assertThat(waiting.stream().map(id -> client.get(id).getString("state")))
                .containsOnly("queued");

        client.cancel(first);

        for (int i = 0; i < waiting.size(); i++) {
            JsonPath job = client.await(waiting.get(i));
            assertThat(job.getString("state")).isEqualTo("succeeded");
            assertThat(job.getInt("result.bits"))
                    .isEqualTo(Client.factorial(LONG + i).bitLength());
        }
        assertThat(waiting.stream().map(id -> client.get(id).getString("startedAt")))
                .isSorted();
    }

    @Test
    void answersForAQueuedJobWithRetryAfter() {
        client.submit(ENDLESS);
        Response answer = client.post("{\"n\":" + LONG + ",\"algorithm\":\"iterative\"}");
        String path = "/v1/jobs/" + answer.path("id");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        Response job = client.request().get(path);
        assertThat(job.<String>path("state")).isEqualTo("queued");
        assertThat(job.<Object>path("startedAt")).isNull();
        assertThat(job.<Integer>path("rounds")).isZero();
        assertThat(job.<Integer>path("progress.steps")).isZero();
        assertThat(job.<Integer>path("progress.totalSteps")).isEqualTo(LONG - 2);
        assertThat(client.request()
                        .header("If-None-Match", job.header("ETag"))
                        .get(path)
                        .statusCode())
                .isEqualTo(304);
        client.request()
                .get(path + "/partial")
                .then()
                .statusCode(200)
                .body("steps", equalTo(0))
                .body("bits", equalTo(1))
                .body("value", equalTo("1"));
        problem(client.request().get(path + "/result"), 409, "job-not-finished").header("Retry-After", "1");
        problem(client.request().delete(path), 409, "job-not-finished").header("Retry-After", "1");
    }

    @Test
    void runsAShortJobBeforeQueuedLongJobs() {
        client.submit(ENDLESS);
        String waiting = submitLong(LONG);

        Response answer = client.json("{\"n\":20}").header("Prefer", "wait=30").post("/v1/jobs");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.<String>path("result.value")).isEqualTo("2432902008176640000");
        assertThat(client.get(waiting).getString("state")).isEqualTo("queued");
    }

    @Test
    void cancelsAQueuedJobAndFreesItsPlace() {
        String running = client.submit(ENDLESS);
        String first = submitLong(LONG);
        String second = submitLong(LONG);

        assertThat(client.cancel(first).getString("state")).isEqualTo("cancelled");
        assertThat(client.cancel(first).getString("state")).isEqualTo("cancelled");
        assertThat(client.get(first).<Object>get("startedAt")).isNull();
        problem(client.request().get("/v1/jobs/" + first + "/partial"), 409, "job-has-no-result");
        assertThat(client.request().delete("/v1/jobs/" + first).statusCode()).isEqualTo(204);
        client.cancel(running);
        assertThat(client.await(second).getString("state")).isEqualTo("succeeded");
    }

    @Test
    void rejectsJobsWithoutATraceWhileTheQueueIsFull() {
        String running = client.submit(ENDLESS);
        List<String> waiting =
                IntStream.range(0, 10).mapToObj(_ -> submitLong(LONG)).toList();
        long rows = rows();
        String key = UUID.randomUUID().toString();

        problem(client.post("{\"n\":" + LONG + "}"), 503, "queue-full").header("Retry-After", "5");
        problem(withKey(key), 503, "queue-full").header("Retry-After", "5");
        problem(client.json("{\"jobs\":[{\"n\":5},{\"n\":" + LONG + "}]}").post("/v1/jobs/batch"), 503, "queue-full");
        assertThat(rows()).isEqualTo(rows);
        assertThat(client.post("{\"n\":5}").statusCode()).isEqualTo(202);

        client.cancel(waiting.getFirst());
        assertThat(withKey(key).statusCode()).isEqualTo(202);
        problem(client.post("{\"n\":" + LONG + "}"), 503, "queue-full");

        client.cancel(running);
        assertThat(client.await(waiting.getLast()).getString("state")).isEqualTo("succeeded");
        assertThat(client.post("{\"n\":" + LONG + "}").statusCode()).isEqualTo(202);
    }

    @Test
    void rejectsABatchLargerThanTheQueue() {
        client.submit(ENDLESS);
        long rows = rows();

        problem(client.json(batch(11)).post("/v1/jobs/batch"), 503, "queue-full");
        assertThat(rows()).isEqualTo(rows);
        assertThat(client.json(batch(10)).post("/v1/jobs/batch").statusCode()).isEqualTo(202);
    }

    private String submitLong(int n) {
        return client.submit("{\"n\":" + n + "}");
    }

    private Response withKey(String key) {
        return client.json("{\"n\":" + LONG + "}")
                .header("Idempotency-Key", key)
                .post("/v1/jobs");
    }

    private static String batch(int size) {
        return "{\"jobs\":[" + String.join(",", Collections.nCopies(size, "{\"n\":" + LONG + "}")) + "]}";
    }

    private long rows() {
        return database.sql("SELECT (SELECT count(*) FROM job) + (SELECT count(*) FROM idempotency_key)")
                .query(Long.class)
                .single();
    }
}
