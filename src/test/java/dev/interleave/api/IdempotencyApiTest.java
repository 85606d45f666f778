package dev.interleave.api;

import static dev.interleave.api.Client.ENDLESS;
import static dev.interleave.api.JobsApiTest.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@ApiTest
class IdempotencyApiTest {

    private static final Executor THREADS = Executors.newVirtualThreadPerTaskExecutor();

    private final Client client;
    private final String key = UUID.randomUUID().toString();

    @Autowired
    IdempotencyApiTest(@LocalServerPort int port) {
        client = new Client(port);
    }

    @AfterEach
    void cancelJobs() {
        client.cancelAll();
    }

    @Test
    void createsOneJobForTheSameRequest() {
        String body = "{\"algorithm\":\"iterative\",\"n\":" + ENDLESS + "}";
        Response first = post(body);
        Response whileRunning = post(body);
        client.cancel(first.path("id"));
        Response afterwards = post(body);

        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(first.header("Idempotency-Replayed")).isNull();
        for (Response replay : List.of(whileRunning, afterwards)) {
            assertThat(replay.statusCode()).isEqualTo(202);
            assertThat(replay.header("Idempotency-Replayed")).isEqualTo("true");
            assertThat(replay.header("Location")).isEqualTo(first.header("Location"));
            assertThat(replay.<String>path("id")).isEqualTo(first.path("id"));
        }
        assertThat(whileRunning.<String>path("state")).isEqualTo("running");
        assertThat(whileRunning.header("Retry-After")).isEqualTo("1");
        assertThat(afterwards.<String>path("state")).isEqualTo("cancelled");
        assertThat(afterwards.header("Retry-After")).isNull();
    }

    @Test
    void replaysTheResultOfAFinishedJob() {
        client.await(post("{\"n\":5}").path("id"));

        Response replay = client.json("{\"n\":5}")
                .header("Idempotency-Key", key)
                .header("Prefer", "wait=5")
                .post("/v1/jobs");

        assertThat(replay.statusCode()).isEqualTo(200);
        assertThat(replay.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(replay.<String>path("result.value")).isEqualTo("120");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"labels\":{\"b\":\"2\",\"a\":\"1\"},\"n\":5}",
                " {\n\t\"n\" : 5 , \"labels\" : { \"a\" : \"1\" , \"b\" : \"2\" } }\r\n",
                "{\"n\":5,\"labels\":{\"\\u0061\":\"\\u0031\",\"b\":\"2\"}}"
            })
    void treatsEquivalentBodiesAsTheSame(String body) {
        Response first = post("{\"n\":5,\"labels\":{\"a\":\"1\",\"b\":\"2\"}}");

        assertThat(post(body).<String>path("id")).isEqualTo(first.path("id"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"n\":6}",
                "{\"n\":5,\"algorithm\":\"auto\"}",
                "{\"n\":5,\"labels\":{}}",
                "{\"n\":5,\"timeout\":\"PT5M\"}"
            })
    void rejectsAnotherBodyForTheSameKey(String body) {
        Response first = post("{\"n\":5}");

        problem(post(body), 422, "idempotency-key-reused");
        assertThat(post("{\"n\":5}").<String>path("id")).isEqualTo(first.path("id"));
    }

    @Test
    void repeatsABatchAsAWhole() {
        String body = "{\"jobs\":[{\"n\":12},{\"n\":8},{\"n\":4}]}";
        Response first = postBatch(body);
        Response replay = postBatch(body);

        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(first.header("Idempotency-Replayed")).isNull();
        assertThat(replay.statusCode()).isEqualTo(202);
        assertThat(replay.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(replay.jsonPath().getList("jobs.id"))
                .hasSize(3)
                .isEqualTo(first.jsonPath().getList("jobs.id"));
        problem(postBatch("{\"jobs\":[{\"n\":8},{\"n\":12},{\"n\":4}]}"), 422, "idempotency-key-reused");
        problem(post("{\"n\":12}"), 422, "idempotency-key-reused");
    }

    @Test
    void reportsThatTheJobOfAKeyWasDeleted() {
        String id = post("{\"n\":5}").path("id");
        client.await(id);
        client.request().delete("/v1/jobs/" + id).then().statusCode(204);

        problem(post("{\"n\":5}"), 410, "job-gone");
        problem(post("{\"n\":6}"), 422, "idempotency-key-reused");
    }

    @Test
    void doesNotUseTheKeyOfARejectedRequest() {
        problem(post("{\"n\":-1}"), 422, "invalid-input");
        problem(post("{\"n\":5,\"n\":5}"), 400, "malformed-request");

        assertThat(post("{\"n\":5}").statusCode()).isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\"8e03978e-40d5-43dd-bc93-6894a57f9324\"", "a,b;c=d", "!~"})
    void acceptsEveryVisibleCharacterInAKey(String text) {
        String unique = text + key;
        Response first =
                client.json("{\"n\":5}").header("Idempotency-Key", unique).post("/v1/jobs");
        Response replay =
                client.json("{\"n\":5}").header("Idempotency-Key", unique).post("/v1/jobs");

        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(replay.header("Idempotency-Replayed")).isEqualTo("true");
    }

    @Test
    void acceptsKeysOf255Characters() {
        String longest = key + "k".repeat(255 - key.length());

        client.json("{\"n\":5}")
                .header("Idempotency-Key", longest)
                .post("/v1/jobs")
                .then()
                .statusCode(202);
    }

    @Test
    void createsOneJobForConcurrentRequests() {
        String body = "{\"n\":5,\"labels\":{\"key\":\"" + key + "\"}}";
        List<CompletableFuture<Response>> requests = IntStream.range(0, 40)
                .mapToObj(_ -> CompletableFuture.supplyAsync(() -> post(body), THREADS))
                .toList();
        List<Response> answers = requests.stream().map(CompletableFuture::join).toList();

        assertThat(answers).allMatch(answer -> answer.statusCode() == 202 || answer.statusCode() == 409);
        answers.stream()
                .filter(answer -> answer.statusCode() == 409)
                .forEach(
                        answer -> problem(answer, 409, "idempotency-key-in-use").header("Retry-After", "1"));
        List<Response> accepted =
                answers.stream().filter(answer -> answer.statusCode() == 202).toList();
        assertThat(accepted.stream().map(answer -> answer.<String>path("id")).distinct())
                .hasSize(1);
        assertThat(accepted.stream().filter(answer -> answer.header("Idempotency-Replayed") == null))
                .hasSize(1);
        assertThat(client.request()
                        .queryParam("label", "key:" + key)
                        .get("/v1/jobs")
                        .jsonPath()
                        .getList("jobs"))
                .hasSize(1);
    }

    private Response post(String body) {
        return client.json(body).header("Idempotency-Key", key).post("/v1/jobs");
    }

    private Response postBatch(String body) {
        return client.json(body).header("Idempotency-Key", key).post("/v1/jobs/batch");
    }
}
