package dev.interleave.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@ApiTest
class SchedulesApiTest {

    private static final String PATH = "/v1/schedules";

    private final Client client;

    @Autowired
    SchedulesApiTest(@LocalServerPort int port) {
        client = new Client(port);
    }

    @AfterEach
    void deleteSchedules() {
        client.request()
                .queryParam("pageSize", 200)
                .get(PATH)
                .<List<String>>path("schedules.id")
                .forEach(id -> client.request().delete(PATH + "/" + id));
    }

    @Test
    void createsScheduleWithCron() {
        Response response = post("""
                {"name": "nightly", "cron": "30 2 * * *", "timeZone": "Europe/Berlin", "missed": "all",
                 "overlap": "queue", "job": {"n": 20, "labels": {"team": "a"}}}""");

        response.then()
                .statusCode(201)
                .header("Location", equalTo(PATH + "/" + response.path("id")))
                .header("ETag", notNullValue())
                .body("name", equalTo("nightly"))
                .body("cron", equalTo("30 2 * * *"))
                .body("interval", nullValue())
                .body("timeZone", equalTo("Europe/Berlin"))
                .body("missed", equalTo("all"))
                .body("overlap", equalTo("queue"))
                .body("state", equalTo("active"))
                .body("job.n", equalTo(20))
                .body("job.labels.size()", equalTo(1))
                .body("nextRuns", hasSize(5))
                .body("runs", equalTo(0))
                .body("lastJob", nullValue())
                .body("lastError", nullValue());
        client.request().get(response.header("Location")).then().statusCode(200).body("$", equalTo(response.path("$")));
    }

    @Test
    void createsScheduleWithInterval() {
        Response response = post("{\"name\": \"each hour\", \"interval\": \"PT1H\", \"job\": {\"n\": 5}}");

        response.then()
                .statusCode(201)
                .body("interval", equalTo("PT1H"))
                .body("timeZone", nullValue())
                .body("missed", equalTo("one"))
                .body("overlap", equalTo("allow"));
        Instant createdAt = Instant.parse(response.path("createdAt"));
        assertThat(response.<List<String>>path("nextRuns").stream().map(Instant::parse))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 5)
                        .mapToObj(k -> createdAt.plus(Duration.ofHours(k)))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"cron": "@daily", "job": {"n": 5}}                                         | /name
        {"name": "", "cron": "@daily", "job": {"n": 5}}                             | /name
        {"name": "a\\nb", "cron": "@daily", "job": {"n": 5}}                        | /name
        {"name": 5, "cron": "@daily", "job": {"n": 5}}                              | /name
        {"name": "x", "job": {"n": 5}}                                              | /cron
        {"name": "x", "cron": "* * * *", "job": {"n": 5}}                           | /cron
        {"name": "x", "cron": "0 0 30 2 *", "job": {"n": 5}}                        | /cron
        {"name": "x", "cron": "@reboot", "job": {"n": 5}}                           | /cron
        {"name": "x", "cron": null, "job": {"n": 5}}                                | /cron
        {"name": "x", "cron": "@daily", "interval": "PT1H", "job": {"n": 5}}        | /interval
        {"name": "x", "interval": "PT0.5S", "job": {"n": 5}}                        | /interval
        {"name": "x", "interval": "P366D", "job": {"n": 5}}                         | /interval
        {"name": "x", "interval": "PT1.0001S", "job": {"n": 5}}                     | /interval
        {"name": "x", "interval": "1h", "job": {"n": 5}}                            | /interval
        {"name": "x", "interval": "PT1H", "timeZone": "UTC", "job": {"n": 5}}       | /timeZone
        {"name": "x", "cron": "@daily", "timeZone": "Mars/Olympus", "job": {"n": 5}} | /timeZone
        {"name": "x", "cron": "@daily", "timeZone": "+02:00", "job": {"n": 5}}      | /timeZone
        {"name": "x", "cron": "@daily", "missed": "none", "job": {"n": 5}}          | /missed
        {"name": "x", "cron": "@daily", "overlap": "ONE", "job": {"n": 5}}          | /overlap
        {"name": "x", "cron": "@daily"}                                             | /job
        {"name": "x", "cron": "@daily", "job": "n"}                                 | /job
        {"name": "x", "cron": "@daily", "job": {}}                                  | /job/n
        {"name": "x", "cron": "@daily", "job": {"n": -1}}                           | /job/n
        {"name": "x", "cron": "@daily", "job": {"n": 5, "startAt": "2030-01-01T00:00:00Z"}} | /job/startAt
        {"name": "x", "cron": "@daily", "job": {"n": 5, "delay": "PT1S"}}           | /job/delay
        {"name": "x", "cron": "@daily", "job": {"n": 5, "after": []}}               | /job/after
        {"name": "x", "cron": "@daily", "job": {"n": 5, "priority": "top"}}         | /job/priority
        {"name": "x", "cron": "@daily", "job": {"n": 5, "labels": {"a": 1}}}        | /job/labels/a
        {"name": "x", "cron": "@daily", "job": {"n": 5, "labels": {"interleave.schedule": "a"}}} | /job/labels/interleave.schedule
        {"name": "x", "cron": "@daily", "job": {"n": 5, "callbacks": [{"url": "http://127.0.0.1:9/", "secret": "whsec_"}]}} | /job/callbacks/0/secret
        {"name": "x", "cron": "@daily", "job": {"n": 5, "callbacks": [{"url": 1}]}} | /job/callbacks/0/url
        {"name": "x", "cron": "@daily", "job": {"computation": "nothing", "n": 5}}  | /job/computation
        """)
    void rejectsInvalidMembers(String body, String pointer) {
        post(body)
                .then()
                .statusCode(422)
                .contentType(startsWith("application/problem+json"))
                .body("type", equalTo("/problems/invalid-input"))
                .body("errors.pointer", hasItem(pointer));
        assertNoSchedules();
    }

    /// Generated clients send the default of each member.
    @Test
    void acceptsTheDefaultFailurePolicyOfItsJob() {
        post("{\"name\": \"x\", \"cron\": \"@yearly\", \"job\": {\"n\": 5, \"onFailure\": \"cancel\"}}")
                .then()
                .statusCode(201);
    }

    @Test
    void reportsAllInvalidMembers() {
        post("{\"cron\": \"x\", \"missed\": 1, \"job\": {\"n\": 5, \"delay\": \"PT1S\"}}")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/name", "/cron", "/missed", "/job/delay"));
    }

    @Test
    void rejectsInvalidProgram() {
        post("{\"name\": \"x\", \"cron\": \"@daily\", \"job\": {\"program\": \"de f\"}}")
                .then()
                .statusCode(422)
                .body("type", equalTo("/problems/invalid-program"))
                .body("errors[0].pointer", equalTo("/job/program"));
    }

    @Test
    void rejectsRefusedCallback() {
        post("{\"name\": \"x\", \"cron\": \"@daily\", \"job\": {\"n\": 5, \"callbacks\": [{\"url\": \"ftp://a/\"}]}}")
                .then()
                .statusCode(422)
                .body("type", equalTo("/problems/callback-url-refused"))
                .body("errors[0].pointer", equalTo("/job/callbacks/0/url"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\": \"x\", \"cron\": \"@daily\", \"job\": {\"n\": 5}, \"more\": 1}",
                "{\"name\": \"x\", \"cron\": \"@daily\", \"job\": {\"n\": 5, \"more\": 1}}",
                "[]",
                "{"
            })
    void rejectsUnknownMembersAndMalformedBodies(String body) {
        post(body).then().statusCode(400).body("type", equalTo("/problems/malformed-request"));
    }

    @Test
    void rejectsSixteenLabels() {
        String labels =
                IntStream.range(0, 16).mapToObj(i -> "\"l" + i + "\":\"\"").collect(Collectors.joining(","));

        post("{\"name\": \"x\", \"cron\": \"@daily\", \"job\": {\"n\": 5, \"labels\": {" + labels + "}}}")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/job/labels"));
    }

    @Test
    void rejectsNameOfAnotherSchedule() {
        create("one");
        String other = create("two");

        post("{\"name\": \"one\", \"cron\": \"@daily\", \"job\": {\"n\": 5}}")
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/schedule-exists"));
        patch(other, "{\"name\": \"one\"}").then().statusCode(409);
        patch(other, "{\"name\": \"two\"}").then().statusCode(200);
    }

    @Test
    void changesMembers() {
        String id = create("one");

        patch(id, "{\"name\": \"two\", \"interval\": \"PT10M\", \"missed\": \"skip\", \"job\": {\"n\": 7}}")
                .then()
                .statusCode(200)
                .body("name", equalTo("two"))
                .body("cron", nullValue())
                .body("interval", equalTo("PT10M"))
                .body("missed", equalTo("skip"))
                .body("overlap", equalTo("allow"))
                .body("job.n", equalTo(7));
        patch(id, "{\"cron\": \"0 0 1 1 *\", \"timeZone\": \"America/New_York\"}")
                .then()
                .body("nextRuns[0]", startsWith("20"))
                .body("timeZone", equalTo("America/New_York"))
                .body("interval", nullValue())
                .body("job.n", equalTo(7));
        patch(id, "{\"timeZone\": \"Asia/Tokyo\"}")
                .then()
                .body("cron", equalTo("0 0 1 1 *"))
                .body("timeZone", equalTo("Asia/Tokyo"));
        patch(id, "{\"job\": {\"n\": -1}}").then().statusCode(422).body("errors.pointer", contains("/job/n"));
        patch(id, "{\"state\": \"paused\"}").then().statusCode(400);
        get(id).then().body("job.n", equalTo(7));
    }

    @Test
    void keepsTicksOfSameInterval() {
        String id = post("{\"name\": \"x\", \"interval\": \"PT1H\", \"job\": {\"n\": 5}}")
                .path("id");
        List<String> before = get(id).path("nextRuns");

        patch(id, "{\"interval\": \"PT60M\", \"missed\": \"all\"}").then().body("nextRuns", equalTo(before));
    }

    @Test
    void changesNothingWithoutMembers() {
        String id = create("one");
        String eTag = get(id).header("ETag");

        patch(id, "{}").then().statusCode(200).header("ETag", equalTo(eTag));
    }

    @Test
    void pausesAndResumes() {
        String id = create("one");

        action(id, "pause")
                .then()
                .statusCode(200)
                .body("state", equalTo("paused"))
                .body("nextRuns", empty());
        String eTag = get(id).header("ETag");
        action(id, "pause").then().statusCode(200).header("ETag", equalTo(eTag));
        action(id, "resume")
                .then()
                .statusCode(200)
                .body("state", equalTo("active"))
                .body("nextRuns", hasSize(5));
        action(id, "resume").then().statusCode(200);
    }

    @Test
    void runsNow() {
        String id = create("one");
        List<String> before = get(id).path("nextRuns");

        Response response = action(id, "run");

        response.then()
                .statusCode(202)
                .header("Location", equalTo("/v1/jobs/" + response.path("id")))
                .body("labels.'interleave.schedule'", equalTo(id));
        assertThat(client.await(response.path("id")).getString("result.value")).isEqualTo("120");
        get(id).then()
                .body("runs", equalTo(1))
                .body("lastJob.id", equalTo(response.path("id")))
                .body("lastJob.href", equalTo("/v1/jobs/" + response.path("id")))
                .body("lastRunAt", notNullValue())
                .body("nextRuns", equalTo(before));
    }

    @Test
    void runsWhilePaused() {
        String id = create("one");
        action(id, "pause");

        action(id, "run").then().statusCode(202);
    }

    @Test
    void runsOncePerIdempotencyKey() {
        String id = create("one");
        String key = UUID.randomUUID().toString();

        Response first = client.request().header("Idempotency-Key", key).post(PATH + "/" + id + "/run");
        Response replay = client.request().header("Idempotency-Key", key).post(PATH + "/" + id + "/run");

        assertThat(replay.statusCode()).isEqualTo(202);
        assertThat(replay.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(replay.<String>path("id")).isEqualTo(first.path("id"));
        get(id).then().body("runs", equalTo(1));
    }

    @Test
    void runsEachSecond() {
        String id = post("{\"name\": \"each second\", \"cron\": \"* * * * * *\", \"job\": {\"n\": 6}}")
                .path("id");

        await().until(() -> get(id).jsonPath().getInt("runs") >= 2);
        action(id, "pause");
        int runs = get(id).path("runs");
        JsonPath jobs = client.request()
                .queryParam("label", "interleave.schedule:" + id)
                .get("/v1/jobs")
                .jsonPath();
        assertThat(jobs.getList("jobs")).hasSize(runs);
        assertThat(client.await(jobs.getString("jobs[0].id")).getString("result.value"))
                .isEqualTo("720");
    }

    @Test
    void runsLatestVersionOfProgram() {
        String name = "p" + UUID.randomUUID().toString().substring(0, 8);
        program(name, "def main(): return 1");
        String id = post("{\"name\": \"program\", \"cron\": \"@daily\", \"job\": {\"computation\": \"" + name + "\"}}")
                .path("id");
        program(name, "def main(): return 2");

        String job = action(id, "run").path("id");

        assertThat(client.await(job).getString("result.value")).isEqualTo("2");
        client.request().delete("/v1/programs/" + name);
        action(id, "run").then().statusCode(422).body("type", equalTo("/problems/invalid-input"));
    }

    @Test
    void showsWhyJobIsNoLongerValid() {
        String name = "p" + UUID.randomUUID().toString().substring(0, 8);
        program(name, "def main(): return 1");
        String id = post("{\"name\": \"gone\", \"interval\": \"PT1S\", \"job\": {\"computation\": \"" + name
                        + "\", \"input\": {}}}")
                .path("id");
        client.request().delete("/v1/programs/" + name);

        await().until(() -> get(id).path("lastError.detail") != null);
        get(id).then()
                .body("lastError.detail", startsWith("/computation must be one of"))
                .body("nextRuns", hasSize(5));
    }

    @Test
    void listsByPage() {
        List<String> ids = IntStream.range(0, 3).mapToObj(i -> create("s" + i)).toList();

        JsonPath first = client.request().queryParam("pageSize", 2).get(PATH).jsonPath();
        JsonPath second = client.request()
                .queryParam("pageSize", 2)
                .queryParam("pageToken", first.getString("nextPageToken"))
                .get(PATH)
                .jsonPath();

        assertThat(first.<String>getList("schedules.id")).containsExactly(ids.get(2), ids.get(1));
        assertThat(second.<String>getList("schedules.id")).containsExactly(ids.get(0));
        assertThat(second.getString("nextPageToken")).isEmpty();
        client.request().queryParam("pageToken", "x").get(PATH).then().statusCode(400);
        client.request().queryParam("pageSize", "0").get(PATH).then().statusCode(400);
    }

    @Test
    void evaluatesConditions() {
        String id = create("one");
        String eTag = get(id).header("ETag");

        client.request()
                .header("If-None-Match", eTag)
                .get(PATH + "/" + id)
                .then()
                .statusCode(304);
        patch(id, "{\"missed\": \"all\"}");
        client.request()
                .header("If-None-Match", eTag)
                .get(PATH + "/" + id)
                .then()
                .statusCode(200);
        for (String action : List.of("pause", "resume", "run")) {
            client.request()
                    .header("If-Match", eTag)
                    .post(PATH + "/" + id + "/" + action)
                    .then()
                    .statusCode(412);
        }
        client.json("{\"missed\": \"one\"}")
                .header("If-Match", eTag)
                .patch(PATH + "/" + id)
                .then()
                .statusCode(412);
        client.request().header("If-Match", eTag).delete(PATH + "/" + id).then().statusCode(412);
        client.request()
                .header("If-Match", get(id).header("ETag"))
                .delete(PATH + "/" + id)
                .then()
                .statusCode(204);
    }

    @Test
    void deletesSchedule() {
        String id = create("one");

        client.request().delete(PATH + "/" + id).then().statusCode(204);
        get(id).then().statusCode(404).body("type", equalTo("/problems/not-found"));
        client.request().delete(PATH + "/" + id).then().statusCode(404);
        patch(id, "{}").then().statusCode(404);
        action(id, "run").then().statusCode(404);
        create("one");
    }

    private void program(String name, String source) {
        client.json("{\"name\": \"" + name + "\", \"source\": \"" + source + "\"}")
                .post("/v1/programs")
                .then()
                .statusCode(201);
    }

    private void assertNoSchedules() {
        client.request().get(PATH).then().body("schedules", empty()).body("schedules.name", not(hasItem("x")));
    }

    private String create(String name) {
        Response response = post("{\"name\": \"" + name + "\", \"cron\": \"@yearly\", \"job\": {\"n\": 5}}");
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(201);
        return response.path("id");
    }

    private Response post(String body) {
        return client.json(body).post(PATH);
    }

    private Response patch(String id, String body) {
        return client.json(body).patch(PATH + "/" + id);
    }

    private Response get(String id) {
        return client.request().get(PATH + "/" + id);
    }

    private Response action(String id, String action) {
        return client.request().post(PATH + "/" + id + "/" + action);
    }
}
