package dev.interleave.api;

import static dev.interleave.api.Client.ENDLESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// `POST /v1/jobs/{id}/pause` and `/resume`, and the instances that run jobs: `GET /v1/instances`.
@ApiTest
class SuspensionApiTest {

    private final Client client;

    @Autowired
    SuspensionApiTest(@LocalServerPort int port) {
        client = new Client(port);
    }

    @AfterEach
    void stopOthers() {
        client.cancelAll();
    }

    @Test
    void resumesAPausedJobFromItsCheckpoint() {
        String id = client.submit(40_000);
        client.awaitUntil(id, job -> job.getLong("progress.steps") > 0);

        JsonPath paused = ok(client.request().post("/v1/jobs/" + id + "/pause"));

        assertThat(paused.getString("state")).isEqualTo("paused");
        assertThat(paused.getString("startedAt")).isNotNull();
        assertThat(paused.<Object>get("finishedAt")).isNull();
        assertThat(client.get(id).prettyPrint()).isEqualTo(paused.prettyPrint());
        JsonPath partial = ok(client.request().get("/v1/jobs/" + id + "/partial"));
        assertThat(partial.getLong("steps")).isEqualTo(paused.getLong("progress.steps"));
        assertThat(partial.getLong("bits")).isGreaterThan(16);
        JsonPath resumed = ok(client.request().post("/v1/jobs/" + id + "/resume"));
        assertThat(resumed.getString("state")).isIn("queued", "running");
        assertThat(resumed.getLong("progress.steps")).isGreaterThanOrEqualTo(paused.getLong("progress.steps"));
        JsonPath ended = client.await(id);
        assertThat(ended.getString("state")).isEqualTo("succeeded");
        assertThat(ended.getLong("progress.steps")).isEqualTo(39_998);
    }

    @Test
    void repeatsPauseAndResumeWithoutEffect() {
        String id = client.submit(ENDLESS);

        ok(client.request().post("/v1/jobs/" + id + "/resume"));
        JsonPath paused = ok(client.request().post("/v1/jobs/" + id + "/pause"));
        assertThat(ok(client.request().post("/v1/jobs/" + id + "/pause")).prettyPrint())
                .isEqualTo(paused.prettyPrint());
        ok(client.request().post("/v1/jobs/" + id + "/resume"));
        ok(client.request().post("/v1/jobs/" + id + "/resume"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pause", "resume"})
    void pausesOnlyUnfinishedJobs(String move) {
        String id = client.finished(5);

        Response answer = client.request().post("/v1/jobs/" + id + "/" + move);

        answer.then().statusCode(409).body("type", equalTo("/problems/illegal-transition"));
        client.request()
                .post("/v1/jobs/" + UUID.randomUUID() + "/" + move)
                .then()
                .statusCode(404);
    }

    @Test
    void cancelsAPausedJob() {
        String id = client.submit(ENDLESS);
        ok(client.request().post("/v1/jobs/" + id + "/pause"));

        client.request()
                .get("/v1/jobs/" + id + "/result")
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/job-not-finished"));
        client.request().delete("/v1/jobs/" + id).then().statusCode(409);
        client.request().get("/v1/jobs?state=paused&pageSize=1").then().body("jobs.id[0]", equalTo(id));
        assertThat(client.cancel(id).getString("state")).isEqualTo("cancelled");
    }

    @Test
    void listsThisInstanceAlone() {
        String id = client.submit(ENDLESS);

        client.request()
                .get("/v1/instances")
                .then()
                .statusCode(200)
                .body("instances", hasSize(1))
                .body("instances[0].self", equalTo(true))
                .body("instances[0].runningJobs", equalTo(1))
                .body(
                        "instances[0].id",
                        equalTo(client.request().get("/v1/event-loop").path("instance")));
        client.cancel(id);
    }

    private static JsonPath ok(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.jsonPath();
    }
}
