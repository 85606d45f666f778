package dev.interleave.api;

import static dev.interleave.api.JobsApiTest.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.webhook.Receiver;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Requests other than submissions that create something, repeated with the same idempotency key.
@WithKeys
class IdempotentCreationTest {

    private final Client client;
    private final String key = UUID.randomUUID().toString();
    private Receiver receiver;

    @Autowired
    IdempotentCreationTest(@LocalServerPort int port) {
        client = new Client(port);
    }

    @BeforeEach
    void listen() throws IOException {
        receiver = new Receiver();
    }

    @AfterEach
    void close() {
        List<String> callbacks = as(AccessApiTest.ALICE).get("/v1/callbacks").path("callbacks.id");
        callbacks.forEach(id -> as(AccessApiTest.ALICE).delete("/v1/callbacks/" + id));
        receiver.close();
    }

    @Test
    void registersOneStandingCallback() {
        Response first = register("/v1/callbacks", key, callback());
        Response replay = register("/v1/callbacks", key, callback());

        assertReplay(first, replay, 201);
        assertThat(as(AccessApiTest.ALICE).get("/v1/callbacks").<List<Object>>path("callbacks"))
                .hasSize(1);
    }

    @Test
    void registersOneCallbackOfAJob() {
        String job = json(AccessApiTest.ALICE, "{\"n\":5}").post("/v1/jobs").path("id");
        String path = "/v1/jobs/" + job + "/callbacks";
        Response first = register(path, key, callback());
        Response replay = register(path, key, callback());

        assertReplay(first, replay, 201);
        assertThat(as(AccessApiTest.ALICE).get(path).<List<Object>>path("callbacks"))
                .hasSize(1);
    }

    @Test
    void sendsOneTestEvent() {
        String path =
                "/v1/callbacks/" + register("/v1/callbacks", null, callback()).path("id");
        Response first = postWithKey(path + "/test");
        Response replay = postWithKey(path + "/test");

        assertReplay(first, replay, 202);
        assertThat(as(AccessApiTest.ALICE).get(path + "/deliveries").<List<Object>>path("deliveries"))
                .hasSize(1);
    }

    @Test
    void redeliversOnce() {
        String callback = register("/v1/callbacks", null, callback()).path("id");
        String delivery = as(AccessApiTest.ALICE)
                .post("/v1/callbacks/" + callback + "/test")
                .path("id");
        receiver.await(1);
        Response first = postWithKey("/v1/deliveries/" + delivery + "/redeliver");
        receiver.await(2);
        Response replay = postWithKey("/v1/deliveries/" + delivery + "/redeliver");

        assertReplay(first, replay, 202);
    }

    @Test
    void rotatesASecretOnce() {
        String path =
                "/v1/callbacks/" + register("/v1/callbacks", null, callback()).path("id") + "/rotate-secret";
        Response first = postWithKey(path);
        Response replay = postWithKey(path);

        assertReplay(first, replay, 200);
        assertThat(replay.<String>path("secret")).isEqualTo(first.path("secret"));
    }

    @Test
    void createsOneSchedule() {
        String body = AccessApiTest.schedule(key);
        Response first = register("/v1/schedules", key, body);
        Response replay = register("/v1/schedules", key, body);

        assertReplay(first, replay, 201);
        String path = "/v1/schedules/" + first.path("id");
        as(AccessApiTest.ALICE).delete(path).then().statusCode(204);
        problem(register("/v1/schedules", key, body), 410, "resource-gone");
    }

    @Test
    void runsAScheduleOnce() {
        String path = "/v1/schedules/"
                + register("/v1/schedules", null, AccessApiTest.schedule(key)).path("id");
        Response first = postWithKey(path + "/run");
        Response replay = postWithKey(path + "/run");

        assertReplay(first, replay, 202);
        assertThat(as(AccessApiTest.ALICE).get(path).<Integer>path("runs")).isEqualTo(1);
        as(AccessApiTest.ALICE).delete(path);
    }

    @Test
    void createsOneApiKeyAndTellsHowToGetAnother() {
        String body = "{\"name\":\"" + key + "\",\"owner\":\"alice\",\"role\":\"reader\"}";
        Response first =
                json(AccessApiTest.ROOT, body).header("Idempotency-Key", key).post("/v1/api-keys");
        Response replay =
                json(AccessApiTest.ROOT, body).header("Idempotency-Key", key).post("/v1/api-keys");

        assertReplay(first, replay, 201);
        assertThat(first.<String>path("key")).isNotNull();
        assertThat(replay.<String>path("key")).isNull();
        assertThat(replay.<String>path("hint")).contains("DELETE /v1/api-keys/" + first.path("id"));
        as(AccessApiTest.ROOT).delete("/v1/api-keys/" + first.path("id")).then().statusCode(204);
    }

    @Test
    void showsTheSecretsOfTheCallbacksOfAJobAgain() {
        String body = "{\"n\":5,\"callbacks\":[" + callback() + "," + callback() + "]}";
        Response first =
                json(AccessApiTest.ALICE, body).header("Idempotency-Key", key).post("/v1/jobs");
        register("/v1/jobs/" + first.path("id") + "/callbacks", null, callback());
        Response replay =
                json(AccessApiTest.ALICE, body).header("Idempotency-Key", key).post("/v1/jobs");

        assertThat(replay.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(replay.<List<Object>>path("callbacks")).hasSize(2).isEqualTo(first.path("callbacks"));
    }

    @Test
    void rejectsTheKeyOfAnotherRequest() {
        register("/v1/callbacks", key, callback());

        problem(register("/v1/callbacks", key, callback("/other")), 422, "idempotency-key-reused");
        problem(
                json(AccessApiTest.ALICE, "{\"n\":5}")
                        .header("Idempotency-Key", key)
                        .post("/v1/jobs"),
                422,
                "idempotency-key-reused");
        problem(register("/v1/callbacks", "a b", callback()), 400, "invalid-header");
    }

    @Test
    void reportsThatTheCallbackOfAKeyWasDeleted() {
        String id = register("/v1/callbacks", key, callback()).path("id");
        as(AccessApiTest.ALICE).delete("/v1/callbacks/" + id).then().statusCode(204);

        problem(register("/v1/callbacks", key, callback()), 410, "resource-gone");
    }

    private static void assertReplay(Response first, Response replay, int status) {
        assertThat(first.statusCode()).as(first.asString()).isEqualTo(status);
        assertThat(first.header("Idempotency-Replayed")).isNull();
        assertThat(replay.statusCode()).as(replay.asString()).isEqualTo(status);
        assertThat(replay.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(replay.header("Location")).isEqualTo(first.header("Location"));
        assertThat(replay.<String>path("id")).isEqualTo(first.path("id"));
    }

    private Response register(String path, @Nullable String idempotencyKey, String body) {
        RequestSpecification request = json(AccessApiTest.ALICE, body);
        return idempotencyKey == null
                ? request.post(path)
                : request.header("Idempotency-Key", idempotencyKey).post(path);
    }

    private Response postWithKey(String path) {
        return as(AccessApiTest.ALICE).header("Idempotency-Key", key).post(path);
    }

    private String callback() {
        return callback("");
    }

    private String callback(String path) {
        return "{\"url\":\"" + receiver.url() + path + "\",\"events\":[\"job.failed\"]}";
    }

    private RequestSpecification json(String apiKey, String body) {
        return client.json(body).header("Authorization", "Bearer " + apiKey);
    }

    private RequestSpecification as(String apiKey) {
        return client.request().header("Authorization", "Bearer " + apiKey);
    }
}
