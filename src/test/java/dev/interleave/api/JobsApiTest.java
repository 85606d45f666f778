package dev.interleave.api;

import static dev.interleave.api.Client.ENDLESS;
import static dev.interleave.api.Client.factorial;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@ApiTest
public class JobsApiTest {

    private static final String UUID_V7 = "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";
    private static final String RFC_3339 = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,3})?Z";
    private static final Executor THREADS = Executors.newVirtualThreadPerTaskExecutor();

    private final Client client;

    /// Tells the jobs of one test from those of all others.
    private final String label = UUID.randomUUID().toString();

    @Autowired
    JobsApiTest(@LocalServerPort int port) {
        client = new Client(port);
    }

    @BeforeEach
    void stopOthers() {
        client.cancelAll();
    }

    /// So it is one write to the connection; a body of unknown length has a last chunk of its own.
    @Test
    void sendsTheLengthOfAResponse() {
        for (Response answer : List.of(client.post("{\"n\":12}"), client.post("{\"n\":-1}"))) {
            assertThat(answer.header("Transfer-Encoding")).isNull();
            assertThat(answer.header("Content-Length")).isEqualTo(String.valueOf(answer.asByteArray().length));
        }
    }

    @Test
    void acceptsAJob() {
        Response answer = client.post(
                "{\"algorithm\":\"iterative\",\"n\":" + ENDLESS + ",\"labels\":{\"team\":\"a\",\"b\":\"\"}}");
        JsonPath job = answer.jsonPath();

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.contentType()).isEqualTo("application/json");
        assertThat(answer.header("Location")).isEqualTo("/v1/jobs/" + job.getString("id"));
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        assertThat(answer.header("Preference-Applied")).isNull();
        assertThat(answer.header("Idempotency-Replayed")).isNull();
        assertThat(job.<String, Object>getMap(""))
                .containsOnlyKeys(
                        "id",
                        "computation",
                        "input",
                        "algorithm",
                        "priority",
                        "state",
                        "labels",
                        "progress",
                        "rounds",
                        "createdAt",
                        "startedAt",
                        "estimate",
                        "finishedAt",
                        "expiresAt",
                        "result",
                        "problem");
        assertThat(job.getString("id")).matches(UUID_V7);
        assertThat(job.getString("computation")).isEqualTo("factorial");
        assertThat(job.getMap("input")).isEqualTo(Map.of("n", ENDLESS));
        assertThat(job.getString("algorithm")).isEqualTo("iterative");
        assertThat(job.getString("priority")).isEqualTo("normal");
        assertThat(job.getString("state")).isEqualTo("running");
        assertThat(job.getMap("labels")).isEqualTo(Map.of("team", "a", "b", ""));
        assertThat(job.getLong("progress.totalSteps")).isEqualTo(ENDLESS - 2);
        assertThat(job.getString("createdAt")).matches(RFC_3339);
        assertThat(job.getString("startedAt")).matches(RFC_3339);
        assertThat(job.<Object>get("finishedAt")).isNull();
        assertThat(job.<Object>get("expiresAt")).isNull();
        assertThat(job.<Object>get("result")).isNull();
        assertThat(job.<Object>get("problem")).isNull();
    }

    @Test
    void keepsThePriorityOfAJob() {
        for (String priority : List.of("low", "normal", "high")) {
            String id = client.post("{\"n\":12,\"priority\":\"" + priority + "\"}")
                    .jsonPath()
                    .getString("id");
            assertThat(client.get(id).getString("priority")).isEqualTo(priority);
        }
        client.post("{\"n\":12,\"priority\":\"urgent\"}")
                .then()
                .statusCode(422)
                .body("type", equalTo("/problems/invalid-input"))
                .body("errors.pointer", equalTo(List.of("/priority")));
        client.json("{\"jobs\":[{\"n\":1},{\"n\":1,\"priority\":2}]}")
                .post("/v1/jobs/batch")
                .then()
                .statusCode(422)
                .body("errors.pointer", equalTo(List.of("/jobs/1/priority")));
    }

    @Test
    void estimatesTheWait() {
        Instant before = Instant.now();
        String id = client.post("{\"algorithm\":\"iterative\",\"n\":" + ENDLESS + "}")
                .jsonPath()
                .getString("id");

        assertThat(Instant.parse(client.get(id).getString("estimate.finishedAt")))
                .isAfter(before.plusSeconds(10));
        client.request().post("/v1/jobs/" + id + "/cancel");
        assertThat(client.get(id).<Object>get("estimate")).isNull();
    }

    @Test
    void returnsAJobThatEndsWithinTheWait() {
        Instant before = Instant.now().minusMillis(1);
        Response answer = client.json("{\"n\":12}").header("Prefer", "wait=10").post("/v1/jobs");
        JsonPath job = answer.jsonPath();

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.header("Location")).isEqualTo("/v1/jobs/" + job.getString("id"));
        assertThat(answer.header("Preference-Applied")).isEqualTo("wait=10");
        assertThat(answer.header("Retry-After")).isNull();
        assertThat(job.getString("state")).isEqualTo("succeeded");
        assertThat(job.getString("result.value")).isEqualTo("479001600");
        assertThat(job.getInt("result.digits")).isEqualTo(9);
        assertThat(job.getInt("result.bits")).isEqualTo(29);
        assertThat(job.getString("result.sha256"))
                .isEqualTo("4e75e6d8e113a694d1a890e7947c61dd4d0036eb278f25ed7f37d1c5dc25811e");
        assertThat(job.getString("result.href")).isEqualTo("/v1/jobs/" + job.getString("id") + "/result");
        assertThat(job.getDouble("progress.fraction")).isEqualTo(1);
        assertThat(job.<Object>get("problem")).isNull();
        List<Instant> times = List.of(
                before,
                Instant.parse(job.getString("createdAt")),
                Instant.parse(job.getString("startedAt")),
                Instant.parse(job.getString("finishedAt")));
        assertThat(times).isSorted();
        assertThat(Duration.between(times.getLast(), Instant.parse(job.getString("expiresAt"))))
                .isEqualTo(Duration.ofDays(7));
    }

    @ParameterizedTest
    @CsvSource({"0,1", "1,1", "2,1", "3,1", "4,2", "12,10"})
    void countsTheStepsAndRoundsOfTheTutorial(long n, int steps) {
        JsonPath job = client.await(client.submit(n));

        assertThat(job.getString("result.value")).isEqualTo(factorial(n).toString());
        assertThat(job.getInt("progress.steps")).isEqualTo(steps);
        assertThat(job.getInt("progress.totalSteps")).isEqualTo(steps);
        assertThat(job.getInt("rounds")).isEqualTo(steps); // it is alone
    }

    @Test
    void endsTheWaitAfterTheGivenTime() {
        Response answer = client.json("{\"algorithm\":\"iterative\",\"n\":" + ENDLESS + "}")
                .header("Prefer", "wait=1")
                .post("/v1/jobs");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.header("Preference-Applied")).isEqualTo("wait=1");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        assertThat(answer.time()).isGreaterThanOrEqualTo(1_000);
        assertThat(answer.jsonPath().getString("state")).isEqualTo("running");
        assertThat(answer.jsonPath().getLong("progress.steps")).isPositive();
        assertThat(answer.jsonPath().getLong("rounds"))
                .isGreaterThanOrEqualTo(answer.jsonPath().getLong("progress.steps"));
    }

    @Test
    void waitsAtMostAMinute() {
        client.json("{\"n\":5}")
                .header("Prefer", "respond-async, wait=3600")
                .post("/v1/jobs")
                .then()
                .statusCode(200)
                .header("Preference-Applied", "wait=60");
        client.request()
                .header("Prefer", "wait=61")
                .get("/v1/jobs/" + client.finished(5))
                .then()
                .header("Preference-Applied", "wait=60");
    }

    @Test
    void returnsAJob() {
        String id = client.submit(ENDLESS);
        Response answer = client.request().get("/v1/jobs/" + id);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        assertThat(answer.header("Preference-Applied")).isNull();
        assertThat(client.request().get("/v1/jobs/" + client.finished(5)).header("Retry-After"))
                .isNull();
    }

    @Test
    void endsALongPollWithTheJob() {
        String id = client.submit(ENDLESS);
        var polled = CompletableFuture.supplyAsync(
                () -> client.request().header("Prefer", "wait=60").get("/v1/jobs/" + id), THREADS);
        client.cancel(id);

        Response answer = polled.join();
        assertThat(answer.jsonPath().getString("state")).isEqualTo("cancelled");
        assertThat(answer.header("Preference-Applied")).isEqualTo("wait=60");
        assertThat(answer.header("Retry-After")).isNull();
        assertThat(answer.time()).isLessThan(30_000);
    }

    @Test
    void servesAHundredLongPollsAtOnce() {
        String id = client.submit(ENDLESS);
        var polls = IntStream.range(0, 100)
                .mapToObj(_ -> CompletableFuture.supplyAsync(() -> client.await(id), THREADS))
                .toList();
        client.cancel(id);

        assertThat(polls.stream().map(poll -> poll.join().getString("state"))).containsOnly("cancelled");
    }

    @Test
    void answers304ForAnUnchangedFinishedJob() {
        String path = "/v1/jobs/" + client.finished(12);
        String tag = client.request().get(path).header("ETag");

        for (String known : List.of(tag, "W/" + tag, "\"other\", " + tag)) {
            Response answer = client.request().header("If-None-Match", known).get(path);
            assertThat(answer.statusCode()).isEqualTo(304);
            assertThat(answer.header("ETag")).isEqualTo(tag);
            assertThat(answer.asByteArray()).isEmpty();
        }
        assertThat(client.request()
                        .header("If-None-Match", "\"other\"")
                        .get(path)
                        .statusCode())
                .isEqualTo(200);
        assertThat(client.request().head(path).header("ETag")).isEqualTo(tag);
    }

    @Test
    void sendsARunningJobAgainAfterProgress() {
        String id = client.submit(ENDLESS);
        String tag = client.request().get("/v1/jobs/" + id).header("ETag");
        long steps = client.get(id).getLong("progress.steps");
        client.awaitUntil(id, job -> job.getLong("progress.steps") > steps);

        Response answer = client.request().header("If-None-Match", tag).get("/v1/jobs/" + id);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.header("ETag")).isNotEqualTo(tag);
    }

    @Test
    void keepsTheOrderOfABatch() {
        Response answer = client.json(
                        "{\"jobs\":[{\"n\":12,\"labels\":{\"x\":\"y\"}},{\"n\":8},{\"n\":4,\"timeout\":\"PT1M\"}]}")
                .post("/v1/jobs/batch");

        answer.then().statusCode(202).contentType("application/json").body("jobs.input.n", contains(12, 8, 4));
        List<String> ids = answer.jsonPath().getList("jobs.id");
        assertThat(ids).isSorted();
        assertThat(ids.stream().map(id -> client.await(id).getString("result.value")))
                .containsExactly("479001600", "40320", "24");
        assertThat(client.get(ids.getFirst()).getMap("labels")).isEqualTo(Map.of("x", "y"));
    }

    @Test
    void acceptsABatchOfAThousandJobs() {
        List<Integer> numbers = IntStream.range(0, 1_000).boxed().toList();

        Response answer = client.json(batch(numbers)).post("/v1/jobs/batch");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.jsonPath().<Integer>getList("jobs.input.n")).isEqualTo(numbers);
        List<String> ids = answer.jsonPath().getList("jobs.id");
        assertThat(new HashSet<>(ids)).hasSize(1_000);
        for (int n : new int[] {0, 1, 500, 999}) {
            assertThat(client.await(ids.get(n)).getInt("result.digits"))
                    .isEqualTo(factorial(n).toString().length());
        }
    }

    @Test
    void listsTheNewestJobsFirst() {
        List<String> ids = List.of(submitted(5), submitted(6), submitted(7));

        list("label=test:" + label)
                .body("jobs.id", contains(ids.get(2), ids.get(1), ids.get(0)))
                .body("nextPageToken", equalTo(""));
        assertThat(list("pageSize=3").extract().jsonPath().<String>getList("jobs.id"))
                .isEqualTo(ids.reversed());
    }

    @Test
    void listsFiftyJobsByDefault() {
        client.json(batch(IntStream.range(0, 60).boxed().toList())).post("/v1/jobs/batch");

        assertThat(list("state=succeeded").extract().jsonPath().getList("jobs")).hasSize(50);
        assertThat(list("pageSize=1").extract().jsonPath().getList("jobs")).hasSize(1);
        assertThat(list("pageSize=200").extract().jsonPath().getList("jobs").size())
                .isBetween(60, 200);
        assertThat(list("pageToken=").extract().jsonPath().getList("jobs")).hasSize(50);
    }

    @Test
    void filtersLists() {
        String succeeded = submitted(5);
        client.await(succeeded);
        String cancelled = submitted(ENDLESS);
        client.cancel(cancelled);
        String running = submitted(ENDLESS);
        String mine = "label=test:" + label;

        list(mine).body("jobs.id", contains(running, cancelled, succeeded));
        list(mine + "&state=running").body("jobs.id", contains(running));
        list(mine + "&state=cancelled").body("jobs.id", contains(cancelled));
        list(mine + "&state=succeeded&computation=factorial").body("jobs.id", contains(succeeded));
        list(mine + "&state=failed").body("jobs", empty()).body("nextPageToken", equalTo(""));
        list(mine + "&computation=factorial").body("jobs.id", contains(running, cancelled, succeeded));
        list("state=running").body("jobs.id", contains(running));
        list("state=running&computation=factorial").body("jobs.id", contains(running));
        list("state=paused").body("jobs", empty());
        list("label=test:nobody").body("jobs", empty()).body("nextPageToken", equalTo(""));
        list("label=nobody:" + label).body("jobs", empty());
        list("computation=factorial&pageSize=3").body("jobs.id", contains(running, cancelled, succeeded));
        assertThat(list("state=succeeded").extract().jsonPath().<String>getList("jobs.state"))
                .containsOnly("succeeded");
    }

    @Test
    void filtersListsBySeveralValues() {
        String succeeded = submitted(5);
        client.await(succeeded);
        String cancelled = submitted(ENDLESS);
        client.cancel(cancelled);
        String running = submitted(ENDLESS);
        String mine = "label=test:" + label;

        list(mine + "&state=queued&state=running&state=paused").body("jobs.id", contains(running));
        list(mine + "&state=succeeded&state=cancelled").body("jobs.id", contains(cancelled, succeeded));
        list(mine + "&computation=binomial&computation=factorial")
                .body("jobs.id", contains(running, cancelled, succeeded));
        list(mine + "&label=test:nobody").body("jobs", empty());
        list(mine + "&" + mine).body("jobs.id", contains(running, cancelled, succeeded));
    }

    @Test
    void filtersListsByTime() {
        String first = submitted(5);
        client.await(first);
        String second = submitted(ENDLESS);
        String mine = "label=test:" + label;
        String created = client.request().get("/v1/jobs/" + second).path("createdAt");
        String finished = client.request().get("/v1/jobs/" + first).path("finishedAt");

        list(mine + "&createdAfter=" + created).body("jobs.id", contains(second));
        list(mine + "&createdBefore=" + created).body("jobs.id", contains(first));
        list(mine + "&createdAfter=" + created + "&createdBefore=" + created).body("jobs", empty());
        list(mine + "&finishedAfter=" + finished).body("jobs.id", contains(first));
        list(mine + "&finishedBefore=" + finished).body("jobs", empty());
        list(mine + "&createdAfter=1969-12-31T23:59:59.123456789%2B17:59&finishedBefore=%2B999999999-12-31T00:00:00Z")
                .body("jobs.id", contains(first));
    }

    @Test
    void listsTheOldestJobsFirst() {
        List<String> ids = List.of(submitted(5), submitted(6), submitted(7));
        String query = "order=asc&pageSize=2&label=test:" + label;

        String token = list(query)
                .body("jobs.id", contains(ids.get(0), ids.get(1)))
                .extract()
                .path("nextPageToken");
        list(query + "&pageToken=" + token)
                .body("jobs.id", contains(ids.get(2)))
                .body("nextPageToken", equalTo(""));
        problem(
                client.request().get("/v1/jobs?pageSize=2&label=test:" + label + "&pageToken=" + token),
                400,
                "invalid-parameter");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "order=up",
                "order=ASC",
                "order=asc&order=asc",
                "createdAfter=yesterday",
                "createdAfter=2026-01-01",
                "createdBefore=2026-01-01T00:00:00",
                "finishedAfter=2026-13-01T00:00:00Z",
                "finishedBefore=",
                "state=running&state=",
                "computation=factorial&computation=sum",
                "label=a:b&label=a"
            })
    void rejectsWrongFilters(String query) {
        problem(client.request().urlEncodingEnabled(false).get("/v1/jobs?" + query), 400, "invalid-parameter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "b:c:d", "100 % + x&y=z", "größer 😀", "'; DROP TABLE job; --"})
    void acceptsEveryLabelValue(String value) {
        client.json("{\"n\":5,\"labels\":{\"" + label + "\":\"" + value + "\"}}")
                .post("/v1/jobs")
                .then()
                .statusCode(202)
                .body("labels", equalTo(Map.of(label, value)));

        client.request()
                .queryParam("label", label + ":" + value)
                .get("/v1/jobs")
                .then()
                .statusCode(200)
                .body("jobs.labels", contains(Map.of(label, value)));
    }

    @Test
    void listsEveryJobOnceWhileJobsArrive() {
        List<String> expected = new ArrayList<>(
                client.json(batch(IntStream.range(0, 300).boxed().toList()))
                        .post("/v1/jobs/batch")
                        .jsonPath()
                        .getList("jobs.id"));
        AtomicBoolean paging = new AtomicBoolean(true);
        var newcomers = CompletableFuture.runAsync(
                () -> {
                    while (paging.get()) {
                        submitted(5);
                    }
                },
                THREADS);

        List<String> listed = new ArrayList<>();
        String query = "label=test:" + label + "&pageSize=7";
        String token = "";
        do {
            JsonPath page = list(query + "&pageToken=" + token).extract().jsonPath();
            listed.addAll(page.getList("jobs.id"));
            token = page.getString("nextPageToken");
        } while (!token.isEmpty());
        paging.set(false);
        newcomers.join();

        assertThat(listed).doesNotHaveDuplicates();
        Set<String> old = new HashSet<>(expected);
        assertThat(listed.stream().filter(old::contains)).isEqualTo(expected.reversed());
    }

    @Test
    void returnsShortPagesWhereMatchesAreRare() {
        String rare = submitted(ENDLESS);
        client.json(batch(IntStream.range(0, 100).boxed().toList())).post("/v1/jobs/batch");
        String query = "label=test:" + label + "&state=running&pageSize=1";

        List<String> listed = new ArrayList<>();
        int pages = 0;
        String token = "";
        do {
            JsonPath page = list(query + "&pageToken=" + token).extract().jsonPath();
            listed.addAll(page.getList("jobs.id"));
            token = page.getString("nextPageToken");
            pages++;
        } while (!token.isEmpty());

        assertThat(listed).contains(rare).doesNotHaveDuplicates();
        assertThat(pages).isGreaterThan(1);
    }

    @Test
    void cancelsARunningJobRepeatedly() {
        String id = client.submit(ENDLESS);

        JsonPath cancelled = client.cancel(id);

        assertThat(cancelled.getString("state")).isEqualTo("cancelled");
        assertThat(cancelled.getString("finishedAt")).matches(RFC_3339);
        assertThat(cancelled.getString("expiresAt")).matches(RFC_3339);
        assertThat(cancelled.<Object>get("result")).isNull();
        assertThat(cancelled.<Object>get("problem")).isNull();
        assertThat(client.cancel(id).prettyPrint()).isEqualTo(cancelled.prettyPrint());
        assertThat(client.get(id).prettyPrint()).isEqualTo(cancelled.prettyPrint());
        problem(client.request().get("/v1/jobs/" + id + "/result"), 409, "job-has-no-result");
        problem(client.request().get("/v1/jobs/" + id + "/partial"), 409, "job-has-no-result");
    }

    @Test
    void rejectsTheCancellationOfAFinishedJob() {
        String id = client.finished(5);

        problem(client.request().post("/v1/jobs/" + id + "/cancel"), 409, "illegal-transition");
        assertThat(client.get(id).getString("state")).isEqualTo("succeeded");
    }

    @Test
    void deletesAJobWithItsRows() {
        String id = submitted(1000);
        client.await(id);

        Response answer = client.request().delete("/v1/jobs/" + id);

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.asByteArray()).isEmpty();
        problem(client.request().delete("/v1/jobs/" + id), 404, "not-found");
        problem(client.request().get("/v1/jobs/" + id), 404, "not-found");
        problem(client.request().get("/v1/jobs/" + id + "/result"), 404, "not-found");
        problem(client.request().get("/v1/jobs/" + id + "/partial"), 404, "not-found");
        problem(client.request().post("/v1/jobs/" + id + "/cancel"), 404, "not-found");
        list("label=test:" + label).body("jobs", empty());
    }

    @Test
    void rejectsTheDeletionOfARunningJob() {
        String id = client.submit(ENDLESS);

        problem(client.request().delete("/v1/jobs/" + id), 409, "job-not-finished")
                .header("Retry-After", "1");
        problem(client.request().get("/v1/jobs/" + id + "/result"), 409, "job-not-finished")
                .header("Retry-After", "1");
        client.cancel(id);
        assertThat(client.request().delete("/v1/jobs/" + id).statusCode()).isEqualTo(204);
    }

    @Test
    void returnsTheProductSoFarOfARunningJob() {
        String id = client.submit(ENDLESS);
        JsonPath partial = client.request()
                .get("/v1/jobs/" + id + "/partial")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        long steps = partial.getLong("steps");
        BigInteger product = steps == 0
                ? BigInteger.ONE
                : LongStream.rangeClosed(ENDLESS - steps, ENDLESS)
                        .mapToObj(BigInteger::valueOf)
                        .reduce(BigInteger.ONE, BigInteger::multiply);

        assertThat(partial.getLong("bits")).isEqualTo(product.bitLength());
        if (product.toString().length() <= 10_000) {
            assertThat(partial.getString("value")).isEqualTo(product.toString());
        } else {
            assertThat(partial.getString("value")).isNull();
        }
    }

    @Test
    void omitsALongPartialProduct() {
        String id = client.submit(ENDLESS);
        client.awaitUntil(id, job -> job.getLong("progress.steps") > 2_000);

        client.request()
                .get("/v1/jobs/" + id + "/partial")
                .then()
                .statusCode(200)
                .body("value", nullValue());
    }

    @ParameterizedTest
    @CsvSource({"0,1", "5,3", "1000,998", "3248,3246", "3249,3247"})
    void returnsTheResultAsPartialProductOfAFinishedJob(long n, int steps) {
        String value = factorial(n).toString();
        String id = client.submit(n);
        client.await(id);

        client.request()
                .get("/v1/jobs/" + id + "/partial")
                .then()
                .statusCode(200)
                .body("steps", equalTo(steps))
                .body("bits", equalTo(factorial(n).bitLength()))
                .body("value", equalTo(value.length() <= 10_000 ? value : null));
    }

    @Test
    void failsAJobThatExceedsItsTimeout() {
        String id = client.submit("{\"algorithm\":\"iterative\",\"n\":" + ENDLESS + ",\"timeout\":\"PT0.05S\"}");
        JsonPath job = client.await(id);

        assertThat(job.getString("state")).isEqualTo("failed");
        assertThat(job.getString("problem.type")).isEqualTo("/problems/timed-out");
        assertThat(job.getInt("problem.status")).isEqualTo(422);
        assertThat(job.getString("problem.title")).isNotBlank();
        assertThat(job.getString("problem.detail")).contains("PT0.05S");
        assertThat(job.getString("problem.instance")).isEqualTo("/v1/jobs/" + id);
        assertThat(job.<Object>get("result")).isNull();
        problem(client.request().get("/v1/jobs/" + id + "/result"), 409, "job-has-no-result");
        problem(client.request().post("/v1/jobs/" + id + "/cancel"), 409, "illegal-transition");
    }

    @Test
    void finishesAJobWithinItsTimeout() {
        assertThat(client.await(client.submit("{\"n\":5,\"timeout\":\"P30D\"}")).getString("state"))
                .isEqualTo("succeeded");
    }

    @Test
    void acceptsLabelsOfTheGreatestLength() {
        Map<String, String> labels = IntStream.range(0, 16)
                .boxed()
                .collect(Collectors.toMap(i -> "a" + "b/._-X".repeat(10) + (10 + i), _ -> "😀".repeat(128)));
        String json = labels.entrySet().stream()
                .map(entry -> "\"%s\":\"%s\"".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(",", "{", "}"));

        String id = client.submit("{\"n\":5,\"labels\":" + json + "}");

        assertThat(labels.keySet()).allMatch(key -> key.length() == 63);
        assertThat(client.get(id).getMap("labels")).isEqualTo(labels);
    }

    @ParameterizedTest
    @CsvSource({"auto,5,iterative", "iterative,5,iterative", "fast,5,fast", "auto,5000,fast", "iterative,2000,iterative"
    })
    void returnsTheAlgorithm(String algorithm, int n, String told) {
        client.post("{\"n\":" + n + ",\"computation\":\"factorial\",\"algorithm\":\"" + algorithm + "\"}")
                .then()
                .statusCode(202)
                .body("algorithm", equalTo(told));
    }

    private String submitted(long n) {
        return client.submit("{\"algorithm\":\"iterative\",\"n\":" + n + ",\"labels\":{\"test\":\"" + label + "\"}}");
    }

    private String batch(List<Integer> numbers) {
        return numbers.stream()
                .map(n -> "{\"n\":%d,\"labels\":{\"test\":\"%s\"}}".formatted(n, label))
                .collect(Collectors.joining(",", "{\"jobs\":[", "]}"));
    }

    private ValidatableResponse list(String query) {
        return client.request()
                .urlEncodingEnabled(false)
                .get("/v1/jobs?" + query)
                .then()
                .statusCode(200);
    }

    static ValidatableResponse problem(Response answer, int status, String slug) {
        return answer.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/" + slug))
                .body("status", equalTo(status));
    }

    @Test
    void changesAJobOnlyUnderTheConditionsOfTheRequest() {
        String id = client.finished(12);
        String path = "/v1/jobs/" + id;
        String tag = client.request().get(path).header("ETag");

        client.request().header("If-Match", "\"other\"").delete(path).then().statusCode(412);
        client.request().header("If-None-Match", "*").delete(path).then().statusCode(412);
        client.request()
                .header("If-Match", "\"other\"")
                .post(path + "/cancel")
                .then()
                .statusCode(412);
        client.request().header("If-Match", "\"other\"").get(path).then().statusCode(412);
        client.request()
                .header("If-None-Match", "*")
                .get(path)
                .then()
                .statusCode(304)
                .header("ETag", tag);
        client.request().header("If-Match", tag).delete(path).then().statusCode(204);
    }
}
