package dev.interleave.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.micrometer.core.instrument.MeterRegistry;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

/// Jobs that take the results of equal jobs.
@ApiTest
class ReuseApiTest {

    /// Tests share a store, so each one has inputs of its own.
    private static final AtomicInteger NEXT = new AtomicInteger(2_000);

    private final Client client;
    private final MeterRegistry meters;
    private final int n = NEXT.getAndIncrement();

    @Autowired
    ReuseApiTest(@LocalServerPort int port, MeterRegistry meters) {
        client = new Client(port);
        this.meters = meters;
    }

    @AfterEach
    void stopOthers() {
        client.cancelAll();
    }

    /// An endless job, whose input is not that of another test.
    private String endless() {
        return "{\"computation\": \"binomial\", \"n\": " + Client.ENDLESS + ", \"k\": " + (400_000 + n)
                + ", \"algorithm\": \"iterative\"";
    }

    private Response submitAndWait(String body) {
        return client.json(body).header("Prefer", "wait=30").post("/v1/jobs");
    }

    private JsonPath reused(String body) {
        return submitAndWait(body).then().statusCode(200).extract().jsonPath();
    }

    private String text(String id) {
        return client.request()
                .header("Accept", "text/plain")
                .get("/v1/jobs/" + id + "/result")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private static String json(Map<String, ?> body) {
        return JsonMapper.shared().writeValueAsString(body);
    }

    private @Nullable String reusedFrom(String id) {
        return client.get(id).getString("reusedFrom");
    }

    @Nested
    class FinishedJobs {

        @Test
        void giveTheirShortResults() {
            String first = reused("{\"n\": 30, \"reuse\": \"PT1H\", \"labels\": {\"test\": \"" + n + "\"}}")
                    .getString("id");

            submitAndWait(
                            "{\"n\": 30, \"reuse\": \"PT1H\", \"algorithm\": \"fast\", \"priority\": \"low\", \"timeout\": \"PT1M\"}")
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("succeeded"))
                    .body("reusedFrom", equalTo(firstOf(first)))
                    .body("startedAt", nullValue())
                    .body("progress.fraction", equalTo(1.0f))
                    .body("result.value", equalTo("265252859812191058636308480000000"));
        }

        /// Another test may have computed the same.
        private String firstOf(String id) {
            String origin = reusedFrom(id);
            return origin == null ? id : origin;
        }

        @Test
        void giveTheirLongResults() {
            String first = client.finished(n);

            JsonPath second = reused("{\"n\": " + n + ", \"reuse\": \"PT1H\"}");

            assertThat(second.getString("state")).isEqualTo("succeeded");
            assertThat(second.getString("reusedFrom")).isEqualTo(first);
            assertThat(second.getString("result.sha256"))
                    .isEqualTo(client.get(first).getString("result.sha256"));
            assertThat(text(second.getString("id")))
                    .isEqualTo(Client.factorial(n).toString());
        }

        @Test
        void giveTheirResultsInOtherForms() {
            client.finished(n);
            String second = reused("{\"n\": " + n + ", \"reuse\": \"PT1H\"}").getString("id");

            byte[] octets = client.request()
                    .header("Accept", "application/octet-stream")
                    .get("/v1/jobs/" + second + "/result")
                    .then()
                    .statusCode(200)
                    .extract()
                    .asByteArray();

            assertThat(new BigInteger(1, octets)).isEqualTo(Client.factorial(n));
        }

        @Test
        void canBeDeletedAfterwards() {
            String first = client.finished(n);
            String second = reused("{\"n\": " + n + ", \"reuse\": \"PT1H\"}").getString("id");

            client.request().delete("/v1/jobs/" + first).then().statusCode(204);

            assertThat(text(second)).isEqualTo(Client.factorial(n).toString());
            JsonPath third = reused("{\"n\": " + n + ", \"reuse\": \"PT1H\"}");
            assertThat(third.getString("reusedFrom"))
                    .as("the job that has computed it")
                    .isEqualTo(first);
            assertThat(text(third.getString("id")))
                    .isEqualTo(Client.factorial(n).toString());
        }

        @Test
        void areNotReusedUnlessAskedFor() {
            client.finished(n);

            submitAndWait("{\"n\": " + n + "}").then().statusCode(200).body("reusedFrom", nullValue());
        }

        @Test
        void areNotReusedIfTheyFinishedEarlier() throws InterruptedException {
            client.finished(n);
            Thread.sleep(20);

            submitAndWait("{\"n\": " + n + ", \"reuse\": \"PT0.001S\"}")
                    .then()
                    .statusCode(200)
                    .body("reusedFrom", nullValue());
        }

        @Test
        void areNotReusedIfTheyFailed() {
            String failing = json(Map.of(
                    "program", "def main(n):\n    return " + n + " // 0\n", "reuse", "PT1H", "input", Map.of("n", 1)));
            submitAndWait(failing).then().statusCode(200).body("state", equalTo("failed"));

            submitAndWait(failing)
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("failed"))
                    .body("reusedFrom", nullValue());
        }

        @Test
        void areCounted() {
            double before = meters.get("interleave.jobs.reused").counter().count();
            client.finished(n);

            reused("{\"n\": " + n + ", \"reuse\": \"PT1H\"}");

            assertThat(meters.get("interleave.jobs.reused").counter().count()).isEqualTo(before + 1);
        }

        @Test
        void giveTheSameJobForTheSameIdempotencyKey() {
            client.finished(n);
            String key = UUID.randomUUID().toString();
            String body = "{\"n\": " + n + ", \"reuse\": \"PT1H\"}";

            String first = client.json(body)
                    .header("Idempotency-Key", key)
                    .post("/v1/jobs")
                    .path("id");
            Response again = client.json(body).header("Idempotency-Key", key).post("/v1/jobs");

            assertThat(again.<String>path("id")).isEqualTo(first);
            assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        }

        @Test
        void cannotBeRetried() {
            client.finished(n);
            String second = reused("{\"n\": " + n + ", \"reuse\": \"PT1H\"}").getString("id");

            client.request().post("/v1/jobs/" + second + "/retry").then().statusCode(409);
        }
    }

    @Nested
    class Programs {

        private String program(String source, Map<String, ?> input) {
            return json(Map.of("program", source, "input", input, "reuse", "PT1H"));
        }

        @Test
        void giveResultAndOutput() {
            String source = "def main(n):\n    print('line', n)\n    return {'n': n + " + n + "}\n";
            String first = reused(program(source, Map.of("n", 1))).getString("id");

            JsonPath second = reused(program(source, Map.of("n", 1)));

            assertThat(second.getString("reusedFrom")).isEqualTo(first);
            assertThat(part(second.getString("id"), "/result")).isEqualTo("{\"n\":" + (n + 1) + "}");
            assertThat(part(second.getString("id"), "/output")).isEqualTo("line 1\n");
        }

        private String part(String id, String part) {
            return client.request().get("/v1/jobs/" + id + part).asString();
        }

        @Test
        void differByInput() {
            String source = "def main(n):\n    return n + " + n + "\n";
            reused(program(source, Map.of("n", 1)));

            assertThat(reused(program(source, Map.of("n", 2))).getString("reusedFrom"))
                    .isNull();
            assertThat(reused(program(source, Map.of("n", 1.0))).getString("reusedFrom"))
                    .isNull();
        }

        @Test
        void differByTheOrderOfNestedMembers() {
            String form =
                    "{\"program\": \"def main(d):\\n    return [k for k in d] + [%d]\\n\", \"reuse\": \"PT1H\", \"input\": {\"d\": %s}}";
            reused(form.formatted(n, "{\"a\": 1, \"b\": 2}"));

            JsonPath other = reused(form.formatted(n, "{\"b\": 2, \"a\": 1}"));

            assertThat(other.getString("reusedFrom")).isNull();
            assertThat(part(other.getString("id"), "/result")).startsWith("[\"b\",\"a\"");
        }

        @Test
        void areNotReusedAfterTheyHaveWaited() {
            String source = "def main(n):\n    yield sleep(0.01)\n    return n + " + n + "\n";
            reused(program(source, Map.of("n", 1)));

            JsonPath second = reused(program(source, Map.of("n", 1)));

            assertThat(second.getString("state")).isEqualTo("succeeded");
            assertThat(second.getString("reusedFrom")).isNull();
        }
    }

    @Nested
    class UnfinishedJobs {

        @Test
        void shareOneCalculation() {
            String source = "def main(n):\n    x = 0\n    for i in range(4000000):\n        x += i\n    return x + n\n";
            String body = json(Map.of("program", source, "input", Map.of("n", n), "reuse", "PT1H"));
            String first = client.submit(body);

            List<String> others =
                    IntStream.range(0, 3).mapToObj(_ -> client.submit(body)).toList();

            assertThat(client.get(others.getFirst()).getString("state")).isEqualTo("waiting");
            for (String other : others) {
                JsonPath ended = client.await(other);
                assertThat(ended.getString("state")).isEqualTo("succeeded");
                assertThat(ended.getString("reusedFrom")).isEqualTo(first);
                assertThat(ended.getString("result.value"))
                        .isEqualTo(client.get(first).getString("result.value"));
            }
        }

        @Test
        void areReplacedWhenTheyAreCancelled() {
            String first = client.submit(endless() + "}");
            String second = client.submit(endless() + ", \"reuse\": \"PT1H\"}");
            assertThat(client.get(second).getString("state")).isEqualTo("waiting");
            assertThat(reusedFrom(second)).isEqualTo(first);

            client.cancel(first);

            JsonPath running =
                    client.awaitUntil(second, job -> job.getString("state").equals("running"));
            assertThat(running.getString("reusedFrom")).isNull();
        }

        @Test
        void areReplacedWhenTheyArePaused() {
            String first = client.submit(endless() + "}");
            String second = client.submit(endless() + ", \"reuse\": \"PT1H\"}");

            client.request().post("/v1/jobs/" + first + "/pause").then().statusCode(200);

            client.awaitUntil(second, job -> job.getString("state").equals("running"));
            client.request().post("/v1/jobs/" + first + "/cancel").then().statusCode(200);
        }

        @Test
        void goOnWhenAJobThatWaitsForThemIsCancelled() {
            String first = client.submit(endless() + "}");
            String second = client.submit(endless() + ", \"reuse\": \"PT1H\"}");

            JsonPath cancelled = client.cancel(second);

            assertThat(cancelled.getString("state")).isEqualTo("cancelled");
            assertThat(cancelled.getString("reusedFrom")).isNull();
            assertThat(client.get(first).getString("state")).isEqualTo("running");
            client.request().post("/v1/jobs/" + second + "/retry").then().statusCode(202);
            client.awaitUntil(second, job -> job.getString("state").equals("running"));
        }

        @Test
        void keepTheStartOfAJobThatWaitsForThem() {
            client.submit(endless() + "}");
            String second = client.submit(endless() + ", \"reuse\": \"PT1H\"}");

            client.json("{\"delay\": \"PT1H\"}")
                    .patch("/v1/jobs/" + second)
                    .then()
                    .statusCode(409);
            client.json("{\"priority\": \"low\"}")
                    .patch("/v1/jobs/" + second)
                    .then()
                    .statusCode(200);
        }

        @Test
        void mayBothRunIfTheyAreSubmittedAtTheSameTime() {
            String body = "{\"n\": " + (20_000 + n) + ", \"reuse\": \"PT1H\"}";
            List<CompletableFuture<Response>> all = Stream.generate(
                            () -> CompletableFuture.supplyAsync(() -> submitAndWait(body)))
                    .limit(8)
                    .toList();

            List<JsonPath> ended = all.stream()
                    .map(CompletableFuture::join)
                    .map(answer -> answer.then().statusCode(200).extract().jsonPath())
                    .toList();

            assertThat(ended)
                    .allSatisfy(job -> assertThat(job.getString("state")).isEqualTo("succeeded"));
            assertThat(ended.stream().map(job -> job.getString("result.sha256")).distinct())
                    .hasSize(1);
        }
    }

    @Nested
    class Batches {

        private List<String> ids(String body) {
            return client.json(body)
                    .post("/v1/jobs/batch")
                    .then()
                    .statusCode(202)
                    .extract()
                    .jsonPath()
                    .getList("jobs.id");
        }

        @Test
        void shareLongResults() {
            String job = "{\"n\": " + n + ", \"reuse\": \"PT1H\"}";

            List<String> ids = ids("{\"jobs\": [" + job + "," + job + "]}");

            assertThat(client.await(ids.get(1)).getString("reusedFrom")).isEqualTo(ids.get(0));
            assertThat(text(ids.get(1))).isEqualTo(Client.factorial(n).toString());
        }

        @Test
        void canHaveJobsThatFollow() {
            String job = "{\"name\": \"%s\", \"n\": " + n + ", \"reuse\": \"PT1H\"}";

            List<String> ids = ids("{\"jobs\": [" + job.formatted("a") + "," + job.formatted("b") + ", {\"n\": " + n
                    + ", \"after\": [\"b\"]}]}");

            assertThat(client.await(ids.get(2)).getString("state")).isEqualTo("succeeded");
        }
    }

    @Nested
    class WrongValues {

        @ParameterizedTest
        @CsvSource({"PT-1S", "P10000D", "tomorrow", "''"})
        void areRefused(String value) {
            client.post("{\"n\": 5, \"reuse\": \"" + value + "\"}")
                    .then()
                    .statusCode(422)
                    .body("errors.pointer", hasItem("/reuse"));
            client.json("{\"jobs\": [{\"n\": 5}, {\"n\": 5, \"reuse\": \"" + value + "\"}]}")
                    .post("/v1/jobs/batch")
                    .then()
                    .statusCode(422)
                    .body("errors.pointer", hasItem("/jobs/1/reuse"));
        }

        @Test
        void areNoNumbers() {
            client.post("{\"n\": 5, \"reuse\": 5}").then().statusCode(422).body("errors.pointer", hasItem("/reuse"));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {"\"delay\": \"PT1H\"", "\"startAt\": \"2035-01-01T00:00:00Z\"", "\"after\": [\"x\"]"})
        void areRefusedBesideALaterStart(String member) {
            client.post("{\"n\": 5, \"reuse\": \"PT1H\", " + member + "}")
                    .then()
                    .statusCode(422)
                    .body("errors.pointer", hasItem("/reuse"))
                    .body("errors.detail", hasItem(containsString("must be left out beside")));
        }
    }

    @Test
    void isPartOfTheJobsOfSchedules() {
        String first = client.finished(n);
        String schedule = client.json("{\"name\": \"reuse-" + n + "\", \"cron\": \"@yearly\", \"job\": {\"n\": " + n
                        + ", \"reuse\": \"PT1H\"}}")
                .post("/v1/schedules")
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        String run = client.request()
                .post("/v1/schedules/" + schedule + "/run")
                .then()
                .statusCode(202)
                .body("id", not(nullValue()))
                .extract()
                .path("id");

        assertThat(client.await(run).getString("reusedFrom")).isEqualTo(first);
        client.request().delete("/v1/schedules/" + schedule).then().statusCode(204);
    }
}
