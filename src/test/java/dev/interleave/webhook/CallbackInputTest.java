package dev.interleave.webhook;

import static dev.interleave.webhook.RunningService.callback;
import static dev.interleave.webhook.RunningService.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.job.JobStore;
import dev.interleave.job.model.Job;
import dev.interleave.webhook.delivery.EventBodyWriter;
import dev.interleave.webhook.signing.Secret;
import dev.interleave.webhook.signing.SecretTest;
import dev.interleave.webhook.target.RefusedUrls;
import dev.interleave.webhook.target.RefusedUrls.Row;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What clients get wrong about callbacks: each mistake is told with its place, and leaves nothing behind.
/// Receivers have names that do not exist, so nothing is sent.
class CallbackInputTest {

    private static final String URL = "https://receiver.invalid/hook";
    private static final String UNKNOWN = "0198c0de-1b5a-7c31-9d9e-6f1f4c0f7a11";

    @TempDir
    static Path data;

    private static RunningService service;

    @BeforeAll
    static void start() {
        service = RunningService.start(data, new Names(), "--interleave.webhooks.allowed-networks=");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @MethodSource("dev.interleave.webhook.target.RefusedUrls#all")
    void aUrlIsRefused(Row row) {
        long before = service.rows();
        // U+0000 is in no text that is taken.
        String type = row.url().indexOf('\0') < 0 ? "callback-url-refused" : "invalid-input";

        assertThat(pointers(problem(routes().getFirst().post(callback(row.url())), 422, type)))
                .containsExactly("/url");

        assertThat(service.rows()).isEqualTo(before);
    }

    @Test
    void aUrlThatComesWithAJobIsRefusedWithTheJob() {
        long before = service.rows();
        List<String> urls = RefusedUrls.all()
                .map(Row::url)
                .filter(url -> url.indexOf('\0') < 0 && url.length() < 3_000)
                .toList();
        for (int i = 0; i < urls.size(); i += 20) {
            List<String> some = urls.subList(i, Math.min(i + 20, urls.size()));
            String callbacks = some.stream().map(RunningService::callback).collect(Collectors.joining(","));
            for (Route route : routes().subList(1, 3)) {
                assertThat(pointers(problem(route.post(callbacks), 422, "callback-url-refused")))
                        .isEqualTo(IntStream.range(0, some.size())
                                .mapToObj(k -> route.prefix().replaceAll("0$", k + "/url"))
                                .toList());
            }
        }
        assertThat(service.rows()).isEqualTo(before);
    }

    @Test
    void allRefusedUrlsOfAJobAreTold() {
        String callbacks = Stream.of("http://127.0.0.1/", URL, "http://10.0.0.1/")
                .map(RunningService::callback)
                .collect(Collectors.joining(",", "[", "]"));

        Response answer = service.post("/v1/jobs", "{\"n\":5,\"callbacks\":" + callbacks + "}");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.<List<String>>path("errors.pointer")).containsExactly("/callbacks/0/url", "/callbacks/2/url");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "null",
                "{}",
                "\"job.failed\"",
                "1",
                "[1]",
                "[null]",
                "[[\"job.failed\"]]",
                "[\"\"]",
                "[\"ping\"]",
                "[\"job.progress\"]",
                "[\"job.exploded\"]",
                "[\"JOB.FAILED\"]",
                "[\"job_failed\"]",
                "[\"job.failed \"]",
                "[\"*\"]",
                "[\"job.failed\", \"job.failed\"]",
                "[\"job.failed\", \"job.exploded\"]",
                "[\"job.started\", \"job.succeeded\", \"job.failed\", \"job.cancelled\", \"job.started\"]",
            })
    void eventsAreNoneThatThereAre(String events) {
        refuses("{\"url\":\"" + URL + "\",\"events\":" + events + "}", "/events", "invalid-input");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"url\":null}", "{\"url\":1}", "{\"url\":[]}", "{\"url\":{}}", "{\"url\":true}"})
    void aUrlIsNoText(String body) {
        refuses(body, "/url", "invalid-input");
    }

    static Stream<String> badSecrets() {
        return Stream.of(
                        SecretTest.ofBytes(0),
                        SecretTest.ofBytes(23),
                        SecretTest.ofBytes(65),
                        SecretTest.ofBytes(100_000),
                        SecretTest.ofBytes(32).replace("whsec_", ""),
                        SecretTest.ofBytes(32).replace("whsec_", "WHSEC_"),
                        SecretTest.ofBytes(32).replace("=", ""),
                        SecretTest.ofBytes(32) + "\n",
                        "whsec_" + "!".repeat(40),
                        "")
                .map(RunningService::json);
    }

    @ParameterizedTest
    @MethodSource("badSecrets")
    @ValueSource(strings = {"null", "1", "[]", "{}", "true"})
    void aSecretIsNone(String secret) {
        refuses("{\"url\":\"" + URL + "\",\"secret\":" + secret + "}", "/secret", "invalid-input");
    }

    @ParameterizedTest
    @CsvSource({"job-id,/job-id", "jobId,/jobId", "id,/id", "state,/state", "headers,/headers", "'a/b~c',/a~1b~0c"})
    void aMemberIsUnknown(String member, String pointer) {
        for (Route route : routes()) {
            Response answer = route.post(
                    json(Map.of("url", URL, member, "secret of the client", "events", List.of("job.failed"))));
            assertThat(pointers(problem(answer, 400, "malformed-request"))).containsExactly(route.prefix() + pointer);
        }
    }

    @Test
    void aMemberComesTwice() {
        for (Route route : routes()) {
            problem(route.post("{\"url\":\"" + URL + "\",\"url\":\"" + URL + "\"}"), 400, "malformed-request");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "null", "[]", "\"https://receiver.invalid/\"", "true"})
    void aCallbackIsNoObject(String element) {
        long before = service.rows();

        Response answer =
                service.post("/v1/jobs", "{\"n\":5,\"callbacks\":[{\"url\":\"" + URL + "\"}," + element + "]}");

        assertThat(pointers(problem(answer, 422, "invalid-input"))).containsExactly("/callbacks/1");
        problem(service.post("/v1/callbacks", element), 400, "malformed-request");
        assertThat(service.rows()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 21, 1_000})
    void aJobHasTooManyCallbacksOrAnEmptyList(int count) {
        long before = service.rows();

        Response answer = service.post("/v1/jobs", withCallbacks(count));
        Response batch = service.post("/v1/jobs/batch", "{\"jobs\":[{\"n\":5}," + withCallbacks(count) + "]}");

        assertThat(pointers(problem(answer, 422, "invalid-input"))).containsExactly("/callbacks");
        assertThat(pointers(problem(batch, 422, "invalid-input"))).containsExactly("/jobs/1/callbacks");
        assertThat(service.rows()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "\"https://receiver.invalid/\"", "1"})
    void callbacksAreNoArray(String callbacks) {
        Response answer = service.post("/v1/jobs", "{\"n\":5,\"callbacks\":" + callbacks + "}");

        assertThat(pointers(problem(answer, 422, "invalid-input"))).containsExactly("/callbacks");
    }

    @Test
    void twentyCallbacksAreTakenAndOneMoreIsNot() {
        Response job = service.post("/v1/jobs", withCallbacks(20));
        assertThat(job.statusCode()).isEqualTo(202);
        assertThat(job.<List<String>>path("callbacks.secret")).hasSize(20).doesNotHaveDuplicates();
        String path = "/v1/jobs/" + job.path("id") + "/callbacks";

        Response answer = service.post(path, callback(URL));

        problem(answer, 422, "invalid-input");
        assertThat(answer.<String>path("detail")).contains("20");
        assertThat(service.get(path).<List<String>>path("callbacks.id")).hasSize(20);
    }

    @Test
    void aHundredStandingCallbacksAreTakenAndOneMoreIsNot() {
        List<String> ids = new ArrayList<>();
        try {
            assertThat(service.get("/v1/callbacks").asString()).isEqualTo("{\"callbacks\":[]}");
            while (ids.size() < 100) {
                ids.add(service.register(URL));
            }
            long before = service.rows();

            Response answer = service.post("/v1/callbacks", callback(URL));

            problem(answer, 422, "invalid-input");
            assertThat(answer.<String>path("detail")).contains("100");
            assertThat(service.rows()).isEqualTo(before);
        } finally {
            ids.forEach(id -> service.request().delete("/v1/callbacks/" + id));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {24, 64})
    void theShortestAndTheLongestSecretAreTaken(int bytes) {
        String secret = SecretTest.ofBytes(bytes);

        Response answer = service.post(
                "/v1/jobs", json(Map.of("n", 5, "callbacks", List.of(Map.of("url", URL, "secret", secret)))));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.<String>path("callbacks[0].secret")).isEqualTo(secret);
    }

    @Test
    void theLongestUrlIsTaken() {
        String url = URL + "x".repeat(2_048 - URL.length());
        Response job = service.post("/v1/jobs", "{\"n\":5}");

        Response answer = service.post("/v1/jobs/" + job.path("id") + "/callbacks", callback(url));

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.<String>path("url")).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(strings = {"team", "a/b", "a.b_c-d"})
    void aLabelHasAControlCharacter(String key) {
        long before = service.rows();
        for (String control : new String[] {"\u0000", "\u0001", "a\tb", "\n", "\u001b[31m", "\u007f", "x\u0085"}) {
            Response answer = service.post("/v1/jobs", json(Map.of("n", 5, "labels", Map.of(key, control))));

            assertThat(pointers(problem(answer, 422, "invalid-input")))
                    .containsExactly("/labels/" + key.replace("/", "~1"));
        }
        assertThat(service.rows()).isEqualTo(before);
    }

    @Test
    void aLabelHasWhateverElsePeopleWrite() {
        Map<String, String> labels = Map.of("a", "", "b", " ü漢𝄞 ", "c", "\"\\/<>&'", "d", "\u2028\ufffd");

        Response answer = service.post("/v1/jobs", json(Map.of("n", 5, "labels", labels)));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.<Map<String, String>>path("labels")).isEqualTo(labels);
    }

    /// 449! has 998 digits, 450! has 1,001 and is told by its address alone.
    @ParameterizedTest
    @CsvSource({"449,PT1H,succeeded", "1000000,PT0.001S,failed"})
    void theLargestBodyStaysBelow20Kilobytes(int n, String timeout, String state) {
        for (String filling : new String[] {"漢", "\"", "\\", "\u2028", "𝄞", "\ud800"}) {
            Map<String, String> labels = IntStream.range(0, 16)
                    .boxed()
                    .collect(Collectors.toMap(
                            i -> "k".repeat(60) + (100 + i), _ -> filling.repeat(256 / filling.length())));
            Response answer = service.request()
                    .contentType("application/json")
                    .header("Prefer", "wait=60")
                    .body(json(Map.of("n", n, "algorithm", "iterative", "timeout", timeout, "labels", labels)))
                    .post("/v1/jobs");
            assertThat(answer.<String>path("state")).isEqualTo(state);
            Job job = service.context()
                    .getBean(JobStore.class)
                    .find(UUID.fromString(answer.path("id")))
                    .orElseThrow();

            for (EventType event : EventType.OF_JOBS) {
                Delivery delivery = Delivery.pending(job.id(), job.id(), job.id(), event, Instant.now(), null);
                String body = service.context().getBean(EventBodyWriter.class).render(delivery, job);
                assertThat(body.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(5_000, 19_999);
            }
        }
    }

    @Test
    void noCharacterOfALabelTakesMoreThanThreeBytes() {
        JsonMapper json = service.context().getBean(JsonMapper.class);

        assertThat(IntStream.rangeClosed(Character.MIN_VALUE, Character.MAX_VALUE)
                        .filter(c -> !Character.isISOControl(c))
                        .map(c -> json.writeValueAsString(String.valueOf((char) c))
                                        .getBytes(StandardCharsets.UTF_8)
                                        .length
                                - 2)
                        .max())
                .hasValue(3);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/v1/callbacks/{id}",
        "DELETE,/v1/callbacks/{id}",
        "POST,/v1/callbacks/{id}/test",
        "POST,/v1/callbacks/{id}/rotate-secret",
        "GET,/v1/callbacks/{id}/deliveries",
        "GET,/v1/jobs/{id}/callbacks",
        "POST,/v1/jobs/{id}/callbacks",
        "GET,/v1/jobs/{id}/deliveries",
        "POST,/v1/deliveries/{id}/redeliver",
    })
    void nothingHasThatId(String method, String path) {
        for (String id : new String[] {UNKNOWN, "0", "x".repeat(300), "%27%20OR%201=1", "-", UNKNOWN + "0"}) {
            var request = service.request();
            if (path.endsWith("/callbacks") && method.equals("POST")) {
                request.contentType("application/json").body(callback(URL));
            }
            problem(request.request(method, path.replace("{id}", id)), 404, "not-found");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PUT,/v1/callbacks,GET POST",
        "DELETE,/v1/callbacks,GET POST",
        "PATCH,/v1/callbacks/{id},GET DELETE",
        "POST,/v1/callbacks/{id},GET DELETE",
        "GET,/v1/callbacks/{id}/test,POST",
        "GET,/v1/callbacks/{id}/rotate-secret,POST",
        "POST,/v1/callbacks/{id}/deliveries,GET",
        "DELETE,/v1/jobs/{id}/callbacks,GET POST",
        "POST,/v1/jobs/{id}/deliveries,GET",
        "GET,/v1/deliveries/{id}/redeliver,POST",
    })
    void aMethodIsNotAllowed(String method, String path, String allowed) {
        Response answer = service.request().request(method, path.replace("{id}", UNKNOWN));

        problem(answer, 405, "method-not-allowed");
        assertThat(answer.header("Allow").split(",\\s*")).contains(allowed.split(" "));
        assertThat(answer.header("Allow")).doesNotContain(method);
    }

    @Test
    void showsSecretsOnlyWhenMadeAndStoresThemEncrypted() throws IOException {
        String given = SecretTest.ofBytes(40);
        String body =
                json(Map.of("n", 5, "callbacks", List.of(Map.of("url", URL, "secret", given), Map.of("url", URL))));
        Response job = keyed(body);
        String id = job.path("id");
        String made = job.path("callbacks[1].secret");
        assertThat(job.<String>path("callbacks[0].secret")).isEqualTo(given);
        String callbackId = job.path("callbacks[1].id");
        String rotated = service.post("/v1/callbacks/" + callbackId + "/rotate-secret")
                .then()
                .statusCode(200)
                .extract()
                .path("secret");
        Response standing = service.post("/v1/callbacks", callback(URL));
        String standingId = standing.path("id");
        List<String> secrets = List.of(given, made, rotated, standing.path("secret"));
        assertThat(secrets)
                .doesNotHaveDuplicates()
                .allMatch(secret -> Secret.parse(secret).isPresent());

        List<Response> later = List.of(
                service.get("/v1/jobs/" + id),
                service.get("/v1/jobs"),
                service.get("/v1/jobs/" + id + "/callbacks"),
                service.get("/v1/jobs/" + id + "/deliveries"),
                service.get("/v1/callbacks"),
                service.get("/v1/callbacks/" + callbackId),
                service.get("/v1/callbacks/" + callbackId + "/deliveries"),
                service.post("/v1/callbacks/" + standingId + "/test"),
                service.get("/v1/callbacks/" + standingId + "/deliveries"));

        assertThat(later).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isBetween(200, 202);
            assertThat(answer.asString()).doesNotContain("whsec", "secret").doesNotContain(secrets);
        });
        assertThat(service.request().delete("/v1/callbacks/" + standingId).statusCode())
                .isEqualTo(204);
        problem(service.get("/v1/callbacks/" + standingId), 404, "not-found");
        for (Path file : storedFiles()) {
            String bytes = latin1(Files.readAllBytes(file));
            assertThat(bytes.contains("whsec")).as(file.toString()).isFalse();
            for (String secret : secrets) {
                String base64 = secret.substring("whsec_".length());
                assertThat(bytes.contains(base64)).as(file.toString()).isFalse();
                assertThat(bytes.contains(latin1(Base64.getDecoder().decode(base64))))
                        .as(file.toString())
                        .isFalse();
            }
        }
    }

    private static Response keyed(String body) {
        return service.request()
                .contentType("application/json")
                .header("Idempotency-Key", "told-once")
                .body(body)
                .post("/v1/jobs");
    }

    private static List<Path> storedFiles() throws IOException {
        try (Stream<Path> files = Files.list(data)) {
            List<Path> found =
                    files.filter(file -> !file.endsWith("webhook-secrets.key")).toList();
            assertThat(found).contains(data.resolve("interleave.db"), data.resolve("interleave.db-wal"));
            return found;
        }
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /// A way by which callbacks come in.
    private record Route(String path, String before, String after, String prefix) {

        Response post(String callback) {
            return service.post(path, before + callback + after);
        }
    }

    private static List<Route> routes() {
        return List.of(
                new Route("/v1/callbacks", "", "", ""),
                new Route("/v1/jobs", "{\"n\":5,\"callbacks\":[", "]}", "/callbacks/0"),
                new Route(
                        "/v1/jobs/batch",
                        "{\"jobs\":[{\"n\":5},{\"n\":5,\"callbacks\":[",
                        "]}]}",
                        "/jobs/1/callbacks/0"));
    }

    private static void refuses(String callback, String pointer, String type) {
        long before = service.rows();
        for (Route route : routes()) {
            assertThat(pointers(problem(route.post(callback), 422, type))).containsExactly(route.prefix() + pointer);
        }
        assertThat(service.rows()).isEqualTo(before);
    }

    private static JsonNode problem(Response answer, int status, String type) {
        String body = answer.asString();
        assertThat(answer.statusCode()).as(body).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(body).doesNotContain("whsec_M", "!!!!", "secret of the client");
        JsonNode problem = JsonMapper.shared().readTree(body);
        assertThat(problem.path("type").asString()).isEqualTo("/problems/" + type);
        return problem;
    }

    private static List<String> pointers(JsonNode problem) {
        return problem.path("errors")
                .valueStream()
                .map(error -> error.path("pointer").asString())
                .toList();
    }

    private static String withCallbacks(int count) {
        return "{\"n\":5,\"callbacks\":[" + String.join(",", Collections.nCopies(count, callback(URL))) + "]}";
    }
}
