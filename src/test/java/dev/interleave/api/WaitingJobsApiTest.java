package dev.interleave.api;

import static dev.interleave.api.Client.ENDLESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Jobs that start later, after other jobs, or again.
@ApiTest
class WaitingJobsApiTest {

    private static final String UNKNOWN = "0198c0de-1b5a-7c31-9d9e-6f1f4c0f7a11";

    private final Client client;

    @Autowired
    WaitingJobsApiTest(@LocalServerPort int port) {
        client = new Client(port);
    }

    @AfterEach
    void stopOthers() {
        client.cancelAll();
    }

    @Nested
    class Later {

        @Test
        void startsAJobAfterItsDelay() {
            Response accepted = client.post("{\"n\":12,\"delay\":\"PT0.5S\"}");
            accepted.then().statusCode(202).body("notice", nullValue());
            String id = accepted.path("id");
            JsonPath scheduled = accepted.jsonPath();
            assertThat(scheduled.getString("state")).isEqualTo("scheduled");
            assertThat(scheduled.<Object>get("startedAt")).isNull();

            JsonPath ended = client.await(id);

            assertThat(ended.getString("state")).isEqualTo("succeeded");
            assertThat(Instant.parse(ended.getString("startedAt")))
                    .isAfterOrEqualTo(Instant.parse(scheduled.getString("startAt")));
        }

        @Test
        void runsAJobOfThePastAtOnceAndSaysSo() {
            Response answer = client.post("{\"n\":12,\"startAt\":\"2001-02-03T04:05:06+07:00\"}");

            answer.then()
                    .statusCode(202)
                    .body("startAt", equalTo("2001-02-02T21:05:06Z"))
                    .body("notice", equalTo("startAt is in the past, so the job is run at once."));
            JsonPath job = client.await(answer.jsonPath().getString("id"));
            assertThat(job.getString("state")).isEqualTo("succeeded");
            assertThat(job.<Object>get("notice")).isNull();
        }

        @Test
        void cancelsAScheduledJob() {
            String id = client.submit("{\"n\":12,\"delay\":\"PT1H\"}");

            client.request()
                    .post("/v1/jobs/" + id + "/cancel")
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("cancelled"));
        }

        @Test
        void pausesNoScheduledJob() {
            String id = client.submit("{\"n\":12,\"delay\":\"PT1H\"}");

            client.request()
                    .post("/v1/jobs/" + id + "/pause")
                    .then()
                    .statusCode(409)
                    .body("detail", equalTo("Job " + id + " is scheduled and cannot become paused."));
        }

        @Test
        void listsScheduledJobsByStart() {
            String third = client.submit("{\"n\":12,\"delay\":\"PT3H\",\"labels\":{\"by\":\"start\"}}");
            String first = client.submit("{\"n\":12,\"delay\":\"PT1H\",\"labels\":{\"by\":\"start\"}}");
            String second = client.submit("{\"n\":12,\"delay\":\"PT2H\",\"labels\":{\"by\":\"start\"}}");
            client.submit(ENDLESS);

            assertThat(listed("order=startAt&label=by:start")).containsExactly(first, second, third);
            assertThat(listed("order=startAt&state=scheduled&label=by:start")).containsExactly(first, second, third);
            assertThat(listed("state=scheduled&label=by:start")).containsExactly(second, first, third);
            client.request()
                    .get("/v1/jobs?order=startAt&state=running")
                    .then()
                    .statusCode(400)
                    .body("type", equalTo("/problems/invalid-parameter"));
        }
    }

    @Nested
    class Changes {

        @Test
        void moveTheStart() {
            String id = client.submit("{\"n\":12,\"delay\":\"PT1H\",\"labels\":{\"by\":\"start\"}}");
            String before = eTag(id);

            Response later = patch(id, "{\"startAt\":\"2030-01-02T03:04:05Z\"}");
            later.then().statusCode(200).body("startAt", equalTo("2030-01-02T03:04:05Z"));
            assertThat(later.header("ETag")).isEqualTo(eTag(id)).isNotEqualTo(before);

            patch(id, "{\"delay\":\"PT0S\"}").then().statusCode(200);
            assertThat(client.await(id).getString("state")).isEqualTo("succeeded");
            patch(id, "{\"delay\":\"PT1H\"}")
                    .then()
                    .statusCode(409)
                    .body("type", equalTo("/problems/illegal-transition"));
        }

        @Test
        void replaceLabelsAndPriorityOfAnyJob() {
            String running =
                    client.submit("{\"n\":" + ENDLESS + ",\"algorithm\":\"iterative\",\"labels\":{\"old\":\"label\"}}");
            client.awaitUntil(running, job -> job.getLong("progress.steps") > 0);

            patch(running, "{\"labels\":{\"new\":\"label\"},\"priority\":\"high\"}")
                    .then()
                    .statusCode(200)
                    .body("labels", equalTo(Map.of("new", "label")))
                    .body("priority", equalTo("high"))
                    .body("state", equalTo("running"));
            assertThat(listed("label=new:label")).containsExactly(running);
            assertThat(listed("label=old:label")).isEmpty();

            client.request()
                    .post("/v1/jobs/" + running + "/cancel")
                    .then()
                    .statusCode(200)
                    .body("labels.new", equalTo("label"));
            patch(running, "{\"labels\":{}}").then().statusCode(200);
            assertThat(listed("label=new:label")).isEmpty();
        }

        @Test
        void heedConditions() {
            String id = client.submit("{\"n\":12,\"delay\":\"PT1H\"}");

            client.json("{\"delay\":\"PT2H\"}")
                    .header("If-Match", "\"other\"")
                    .patch("/v1/jobs/" + id)
                    .then()
                    .statusCode(412);
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                {}                                                    | 422 |
                {"n":3}                                               | 400 | /n
                {"priority":"urgent"}                                 | 422 | /priority
                {"labels":{"a":1}}                                    | 422 | /labels/a
                {"startAt":"2030-01-02T03:04:05"}                     | 422 | /startAt
                {"delay":"PT1S","startAt":"2030-01-02T03:04:05Z"}     | 422 | /delay
                """)
        void areValid(String body, int status, String pointer) {
            String id = client.submit("{\"n\":12,\"delay\":\"PT1H\"}");

            patch(id, body)
                    .then()
                    .statusCode(status)
                    .body("errors[0].pointer", equalTo(pointer == null ? "" : pointer));
        }
    }

    @Nested
    class After {

        @Test
        void runsAJobWhenItsPredecessorsHaveEnded() {
            JsonPath batch = batch("""
                    {"jobs": [{"name": "a", "n": 20000, "algorithm": "iterative"},
                              {"name": "c", "n": 7, "after": ["b", "a"]},
                              {"name": "b", "n": 6, "after": ["a"]}]}""", 202);
            List<String> ids = batch.getList("jobs.id");
            assertThat(batch.getList("jobs[1].after")).containsExactly(ids.get(2), ids.getFirst());
            assertThat(batch.getString("jobs[1].onFailure")).isEqualTo("cancel");

            Instant a = Instant.parse(client.await(ids.getFirst()).getString("finishedAt"));
            JsonPath b = client.await(ids.get(2));
            JsonPath c = client.await(ids.get(1));

            assertThat(Instant.parse(b.getString("startedAt"))).isAfterOrEqualTo(a);
            assertThat(Instant.parse(c.getString("startedAt")))
                    .isAfterOrEqualTo(Instant.parse(b.getString("finishedAt")));
            assertThat(c.getString("state")).isEqualTo("succeeded");
        }

        @Test
        void runsAJobAtOnceIfItsPredecessorHasEnded() {
            String first = client.finished(5);

            String id = client.submit("{\"n\":6,\"after\":[\"" + first + "\"]}");

            assertThat(client.await(id).getString("state")).isEqualTo("succeeded");
        }

        @Test
        void cancelsWhatDependsOnACancelledJob() {
            String first = client.submit(ENDLESS);
            String second = client.submit("{\"n\":6,\"after\":[\"" + first + "\"]}");
            String third = client.submit("{\"n\":6,\"after\":[\"" + second + "\"]}");
            String anyway = client.submit("{\"n\":6,\"after\":[\"" + first + "\"],\"onFailure\":\"run\"}");

            client.request().post("/v1/jobs/" + first + "/cancel").then().statusCode(200);

            for (String id : List.of(second, third)) {
                JsonPath job = client.await(id);
                assertThat(job.getString("state")).isEqualTo("cancelled");
                assertThat(job.getString("problem.type")).isEqualTo("/problems/predecessor-failed");
            }
            assertThat(client.get(second).getString("problem.detail")).contains(first);
            assertThat(client.get(third).getString("problem.detail")).contains(second);
            assertThat(client.await(anyway).getString("state")).isEqualTo("succeeded");
        }

        @Test
        void waitsForItsTimeAsWell() {
            String first = client.finished(5);

            String id = client.submit("{\"n\":6,\"delay\":\"PT1H\",\"after\":[\"" + first + "\"]}");

            client.awaitUntil(id, job -> job.getString("state").equals("scheduled"));
        }

        @Test
        void joinsAThousandJobs() {
            String jobs = String.join(
                    ",",
                    IntStream.range(0, 999)
                            .mapToObj(i -> "{\"n\":" + i % 20 + ",\"name\":\"m" + i + "\"}")
                            .toList());
            String names = String.join(
                    ",", IntStream.range(0, 999).mapToObj(i -> "\"m" + i + "\"").toList());
            JsonPath batch = batch("{\"jobs\":[" + jobs + ",{\"n\":3,\"after\":[" + names + "]}]}", 202);

            assertThat(client.await(batch.getString("jobs[999].id")).getString("state"))
                    .isEqualTo("succeeded");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                {"jobs":[{"n":1,"name":"a","after":["b"]},{"n":1,"name":"b","after":["a"]}]}   | /jobs/0/after/0
                {"jobs":[{"n":1},{"n":1,"name":"a","after":["a"]}]}                            | /jobs/1/after/0
                {"jobs":[{"n":1,"after":["x"]}]}                                               | /jobs/0/after/0
                {"jobs":[{"n":1,"name":"a"},{"n":1,"name":"a"}]}                               | /jobs/1/name
                {"jobs":[{"n":1,"name":"a b"}]}                                                | /jobs/0/name
                {"jobs":[{"n":1,"name":"a"},{"n":1,"after":["a","a"]}]}                        | /jobs/1/after/1
                {"jobs":[{"n":1,"name":"a"},{"n":1,"after":[5]}]}                              | /jobs/1/after/0
                {"jobs":[{"n":1,"after":[]}]}                                                  | /jobs/0/after
                {"jobs":[{"n":1,"onFailure":"stop"}]}                                          | /jobs/0/onFailure
                """)
        void isValid(String body, String pointer) {
            assertThat(batch(body, 422).getString("errors[0].pointer")).isEqualTo(pointer);
        }

        @Test
        void limitsThePredecessorsOfARequest() {
            String names = String.join(
                    ",", IntStream.range(0, 900).mapToObj(i -> "\"" + i + "\"").toList());
            String jobs = String.join(
                    ",",
                    IntStream.range(0, 1_000)
                            .mapToObj(i -> i < 900
                                    ? "{\"n\":1,\"name\":\"" + i + "\"}"
                                    : "{\"n\":1,\"after\":[" + names + "]}")
                            .toList());

            assertThat(batch("{\"jobs\":[" + jobs + "]}", 422).getString("errors[0].pointer"))
                    .isEqualTo("/jobs/911/after");
        }

        /// Generated clients send the default of each member.
        @Test
        void ignoresTheFailurePolicyOfAJobWithoutPredecessors() {
            client.post("{\"n\":6,\"onFailure\":\"cancel\"}")
                    .then()
                    .statusCode(202)
                    .body("onFailure", nullValue());
        }

        @Test
        void knowsOnlyJobsThatExist() {
            client.post("{\"n\":6,\"after\":[\"" + UNKNOWN + "\"]}")
                    .then()
                    .statusCode(422)
                    .body("errors[0].pointer", equalTo("/after/0"));
        }
    }

    @Nested
    class Again {

        @Test
        void runsACancelledJobAtOnce() {
            String id = client.submit("{\"n\":3000,\"algorithm\":\"iterative\",\"delay\":\"PT1H\"}");
            client.request().post("/v1/jobs/" + id + "/cancel").then().statusCode(200);

            Response retried = client.request().post("/v1/jobs/" + id + "/retry");

            retried.then()
                    .statusCode(202)
                    .header("Location", "/v1/jobs/" + id)
                    .body("attempt", equalTo(2))
                    .body("finishedAt", nullValue());
            JsonPath job = client.await(id);
            assertThat(job.getString("state")).isEqualTo("succeeded");
            assertThat(job.getLong("progress.steps")).isEqualTo(2_998);
            assertThat(job.getString("attempts[0].state")).isEqualTo("cancelled");
            client.request().post("/v1/jobs/" + id + "/retry").then().statusCode(409);
        }

        @Test
        void startsAnAttemptFromTheStart() {
            String id = client.submit(ENDLESS);
            client.awaitUntil(id, job -> job.getLong("progress.steps") > 0);
            client.request().post("/v1/jobs/" + id + "/cancel").then().statusCode(200);

            client.request()
                    .post("/v1/jobs/" + id + "/retry")
                    .then()
                    .statusCode(202)
                    .body("progress.steps", equalTo(0))
                    .body("startedAt", nullValue());
            client.awaitUntil(id, job -> job.getLong("progress.steps") > 0);
        }

        @Test
        void triesAsOftenAsAsked() {
            String id = client.submit("""
                    {"n": 1000000, "algorithm": "iterative", "timeout": "PT0.05S",
                     "retry": {"maxAttempts": 3, "backoff": "PT0.01S"}}""");

            JsonPath job = client.await(id);

            assertThat(job.getString("state")).isEqualTo("failed");
            assertThat(job.getInt("attempt")).isEqualTo(3);
            assertThat(job.getList("attempts.number")).containsExactly(1, 2);
            assertThat(job.getList("attempts.problem")).containsOnly("/problems/timed-out");
            assertThat(job.getString("problem.type")).isEqualTo("/problems/timed-out");
        }

        @Test
        void triesNoProgramAgainThatFailed() {
            String id = client.submit("""
                    {"program": "def main():\\n    return 1 // 0\\n", "input": {}, "retry": {"maxAttempts": 3}}""");

            JsonPath job = client.await(id);

            assertThat(job.getString("state")).isEqualTo("failed");
            assertThat(job.<Object>get("attempt")).isNull();
        }
    }

    private Response patch(String id, String body) {
        return client.json(body).patch("/v1/jobs/" + id);
    }

    private String eTag(String id) {
        return client.request().get("/v1/jobs/" + id).header("ETag");
    }

    private List<String> listed(String query) {
        return client.request().get("/v1/jobs?" + query).jsonPath().getList("jobs.id");
    }

    private JsonPath batch(String body, int status) {
        Response answer = client.json(body).post("/v1/jobs/batch");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        return answer.jsonPath();
    }
}
