package dev.interleave.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// What keys let in, and what they keep apart.
@WithKeys
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessApiTest {

    static final String ROOT = "root-of-these-tests-0001";
    static final String ALICE = "alice-of-these-tests-0002";
    static final String BOB = "bob-of-these-tests-00003";
    static final String AUDITOR = "auditor-of-these-tests-4";

    private static final String COOKIE = "interleave-session";

    private final int port;
    private final Client client;

    @Autowired
    AccessApiTest(@LocalServerPort int port) {
        this.port = port;
        client = new Client(port);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/jobs",
                "/v1/jobs/" + UNKNOWN,
                "/v1/jobs/" + UNKNOWN + "/result",
                "/v1/jobs/" + UNKNOWN + "/events",
                "/v1/callbacks",
                "/v1/computations",
                "/v1/event-loop",
                "/v1/event-loop/events",
                "/v1/instances",
                "/v1/api-keys",
                "/v1/nothing",
                "/actuator",
                "/actuator/prometheus",
                "/actuator/info",
                "/actuator/env",
                "/actuator/healthy",
                "/nothing"
            })
    void rejectsRequestsWithoutAKey(String path) {
        for (String method : List.of("GET", "HEAD", "POST", "DELETE", "PUT", "OPTIONS")) {
            Response answer = client.request().request(method, path);

            assertThat(answer.statusCode()).as(method + " " + path).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        }
        problem(client.request().get(path), 401, "unauthenticated");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/actuator/health",
                "/actuator/health/liveness",
                "/actuator/health/readiness",
                "/problems/unauthenticated",
                "/dashboard/index.html",
                "/v3/api-docs",
                "/swagger-ui/index.html"
            })
    void allowsAnonymousRequestsToPublicResources(String path) {
        client.request().get(path).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//v1/jobs",
                "/v1//jobs",
                "/v1/jobs/",
                "/v1/jobs;a=b",
                "/v1;/jobs",
                "/V1/jobs",
                "/%76%31/jobs",
                "/v1/jobs%3B",
                "/problems/../v1/jobs",
                "/problems/%2e%2e/v1/jobs",
                "/problems/..;/v1/jobs",
                "/dashboard/..;/actuator/prometheus",
                "/actuator/health/..;/prometheus",
                "/actuator/health/../prometheus",
                "/actuator/health;/../prometheus",
                "/actuator/health/%2e%2e/prometheus",
                "/actuator/health%2f..%2fprometheus",
                "/webjars/../v1/jobs",
                "/v3/api-docs/../../v1/jobs"
            })
    void rejectsEverySpellingOfAProtectedPath(String path) {
        Response answer = client.request().urlEncodingEnabled(false).get(path);

        assertThat(answer.statusCode()).as(answer.asString()).isBetween(400, 499);
        assertThat(answer.asString()).doesNotContain("nextPageToken", "jvm_memory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer nobody", "Bearer ilv_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void rejectsUnknownKeys(String authorization) {
        Response answer =
                client.request().header("Authorization", authorization).get("/v1/jobs");

        problem(answer, 401, "unauthenticated").header("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic cm9vdDpyb290", "Bearer", "Bearer ", "Bearer a b", "Token " + ROOT, ROOT, "\u00e9"})
    void rejectsEveryOtherScheme(String authorization) {
        problem(client.request().header("Authorization", authorization).get("/v1/jobs"), 401, "unauthenticated")
                .header("WWW-Authenticate", "Bearer");
    }

    @Test
    void rejectsTwoKeys() {
        problem(
                client.request()
                        .header("Authorization", "Bearer " + ROOT, "Bearer " + BOB)
                        .get("/v1/jobs"),
                401,
                "unauthenticated");
    }

    @Test
    void acceptsTheSchemeInAnyCase() {
        client.request()
                .header("Authorization", "bEARER  " + BOB)
                .get("/v1/jobs")
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({
        // reader, submitter, admin
        "GET,    /v1/jobs,             200, 200, 200",
        "HEAD,   /v1/jobs,             200, 200, 200",
        "GET,    /v1/event-loop,       200, 200, 200",
        "GET,    /v1/session,          200, 200, 200",
        "POST,   /v1/jobs,             403, 415, 415",
        "POST,   /v1/jobs/batch,       403, 415, 415",
        "POST,   /v1/simulations,      403, 415, 415",
        "POST,   /v1/callbacks,        403, 415, 415",
        "POST,   /v1/jobs/x/cancel,    403, 404, 404",
        "DELETE, /v1/jobs/x,           403, 404, 404",
        "DELETE, /v1/callbacks/x,      403, 404, 404",
        "PUT,    /v1/jobs,             403, 405, 405",
        "BREW,   /v1/jobs,             403, 405, 405",
        "POST,   /v1/deliveries/x/redeliver, 403, 404, 404",
        "GET,    /v1/api-keys,         403, 403, 200",
        "POST,   /v1/api-keys,         403, 403, 415",
        "DELETE, /v1/api-keys/x,       403, 403, 404",
        "GET,    /actuator/prometheus, 403, 403, 200",
        "GET,    /actuator/info,       403, 403, 200",
        "GET,    /v1/nothing,          404, 404, 404",
    })
    void allowsEachRoleItsOperations(String method, String path, int reader, int submitter, int admin) {
        assertThat(with(AUDITOR).request(method, path).statusCode()).isEqualTo(reader);
        assertThat(with(BOB).request(method, path).statusCode()).isEqualTo(submitter);
        assertThat(with(ROOT).request(method, path).statusCode()).isEqualTo(admin);
    }

    @Test
    void rejectsForbiddenOperations() {
        problem(with(AUDITOR).post("/v1/jobs/batch"), 403, "forbidden").body("detail", containsString("role"));
    }

    static Stream<String> operationsOnSomebodysThings() {
        return Stream.of(
                "GET /v1/jobs/{id}",
                "GET /v1/jobs/{id}/result",
                "GET /v1/jobs/{id}/partial",
                "GET /v1/jobs/{id}/output",
                "GET /v1/jobs/{id}/source",
                "GET /v1/jobs/{id}/input",
                "GET /v1/jobs/{id}/events",
                "GET /v1/jobs/{id}/callbacks",
                "GET /v1/jobs/{id}/deliveries",
                "POST /v1/jobs/{id}/cancel",
                "POST /v1/jobs/{id}/pause",
                "POST /v1/jobs/{id}/resume",
                "POST /v1/jobs/{id}/retry",
                "PATCH /v1/jobs/{id}",
                "POST /v1/jobs/{id}/callbacks",
                "DELETE /v1/jobs/{id}",
                "GET /v1/callbacks/{id}",
                "GET /v1/callbacks/{id}/deliveries",
                "POST /v1/callbacks/{id}/test",
                "POST /v1/callbacks/{id}/rotate-secret",
                "DELETE /v1/callbacks/{id}",
                "POST /v1/deliveries/{id}/redeliver",
                "GET /v1/schedules/{id}",
                "PATCH /v1/schedules/{id}",
                "POST /v1/schedules/{id}/pause",
                "POST /v1/schedules/{id}/resume",
                "POST /v1/schedules/{id}/run",
                "DELETE /v1/schedules/{id}");
    }

    @ParameterizedTest
    @MethodSource("operationsOnSomebodysThings")
    void answers404ForResourcesOfAnotherOwner(String operation) {
        Map<String, String> alices = thingsOf(ALICE);
        String method = operation.split(" ")[0];
        String path = operation.split(" ")[1];
        String id = alices.get(path.split("/")[2]);

        Response anothers = call(BOB, method, path.replace("{id}", id));
        Response nobodys = call(BOB, method, path.replace("{id}", UNKNOWN));

        assertThat(anothers.statusCode()).isEqualTo(404);
        assertThat(anothers.asString().replace(id, UNKNOWN)).isEqualTo(nobodys.asString());
        assertThat(names(anothers)).isEqualTo(names(nobodys));
        assertThat(thingsAreThere(alices)).isTrue();
    }

    /// So that an operation that is added is not forgotten above.
    @Test
    void coversAllOperationsOnOwnedResources() {
        OpenAPI api = new OpenAPIV3Parser()
                .readContents(client.request().get("/v3/api-docs").asString())
                .getOpenAPI();
        List<String> described = new ArrayList<>();
        api.getPaths().forEach((path, item) -> {
            for (HttpMethod method : item.readOperationsMap().keySet()) {
                if (path.contains("{id}") && !path.startsWith("/v1/api-keys")) {
                    described.add(method + " " + path);
                }
            }
        });

        assertThat(described)
                .containsExactlyInAnyOrderElementsOf(
                        operationsOnSomebodysThings().toList());
    }

    @Test
    void keepsProgramsApartByOwner() {
        String program = "{\"name\": \"secret\", \"source\": \"def main(): return 41\"}";
        json(ALICE, program).post("/v1/programs").then().statusCode(anyOf(equalTo(200), equalTo(201)));

        with(BOB).get("/v1/programs").then().body("programs", empty());
        with(BOB).get("/v1/programs/secret").then().statusCode(404);
        with(BOB).get("/v1/programs/secret/source").then().statusCode(404);
        with(BOB).delete("/v1/programs/secret").then().statusCode(404);
        json(BOB, "{\"computation\": \"secret\"}").post("/v1/jobs").then().statusCode(422);
        assertThat(with(BOB).get("/v1/computations").asString()).doesNotContain("secret");
        with(AUDITOR).get("/v1/programs/secret").then().statusCode(200);
        json(AUDITOR, program).post("/v1/programs").then().statusCode(403);
        with(ALICE).delete("/v1/programs/secret").then().statusCode(204);
    }

    @Test
    void keepsSchedulesApartByOwner() {
        String body = schedule("secret");
        String id = json(ALICE, body).post("/v1/schedules").path("id");

        assertThat(with(BOB).get("/v1/schedules").asString()).doesNotContain(id);
        json(BOB, body).post("/v1/schedules").then().statusCode(201);
        with(AUDITOR).get("/v1/schedules/" + id).then().statusCode(200);
        json(AUDITOR, body).post("/v1/schedules").then().statusCode(403);
        json(AUDITOR, "{}").patch("/v1/schedules/" + id).then().statusCode(403);
        with(AUDITOR).post("/v1/schedules/" + id + "/run").then().statusCode(403);
        with(AUDITOR).delete("/v1/schedules/" + id).then().statusCode(403);
        with(ALICE).post("/v1/schedules/" + id + "/run").then().statusCode(202);
        with(ALICE).delete("/v1/schedules/" + id).then().statusCode(204);
    }

    @Test
    void listsOnlyJobsOfTheOwner() {
        Map<String, String> alices = thingsOf(ALICE);
        thingsOf(ALICE);

        assertThat(with(BOB).queryParam("pageSize", 200).get("/v1/jobs").asString())
                .doesNotContain(alices.get("jobs"));
        assertThat(with(BOB).queryParam("label", "team:a").get("/v1/jobs").<List<?>>path("jobs"))
                .isEmpty();
        assertThat(with(BOB).get("/v1/callbacks").asString()).doesNotContain(alices.get("callbacks"));
        assertThat(with(AUDITOR).queryParam("label", "team:a").get("/v1/jobs").asString())
                .contains(alices.get("jobs"));
        assertThat(with(AUDITOR).get("/v1/callbacks").asString()).contains(alices.get("callbacks"));
        String token = with(ALICE).queryParam("pageSize", 1).get("/v1/jobs").path("nextPageToken");
        problem(with(BOB).queryParam("pageToken", token).get("/v1/jobs"), 400, "invalid-parameter");
    }

    @Test
    void showsOnlyTheOwnersJobsInTheTimeline() {
        String id = submit(ALICE, "{\"algorithm\":\"iterative\",\"n\":" + Client.ENDLESS + "}");
        try {
            Awaitility.await()
                    .until(() ->
                            with(ALICE).get("/v1/event-loop/turns").asString().contains(id));

            assertThat(with(BOB).get("/v1/event-loop/turns").asString()).doesNotContain(id);
        } finally {
            with(ALICE).post("/v1/jobs/" + id + "/cancel");
        }
    }

    @Test
    void separatesTheIdempotencyKeysOfOwners() {
        String key = UUID.randomUUID().toString();
        Response alices =
                json(ALICE, "{\"n\":5}").header("Idempotency-Key", key).post("/v1/jobs");
        Response bobs = json(BOB, "{\"n\":6}").header("Idempotency-Key", key).post("/v1/jobs");

        assertThat(alices.statusCode()).isEqualTo(202);
        assertThat(bobs.statusCode()).isEqualTo(202);
        assertThat(bobs.header("Idempotency-Replayed")).isNull();
        assertThat(bobs.<String>path("id")).isNotEqualTo(alices.path("id"));
    }

    @Test
    void notifiesCallbacksOfTheJobsOfTheirOwner() {
        String alices = callback(ALICE);
        String bobs = callback(BOB);
        String job = submit(ALICE, "{\"n\":5}");
        with(ALICE).header("Prefer", "wait=30").get("/v1/jobs/" + job).then().body("state", equalTo("succeeded"));

        assertThat(with(ALICE).get("/v1/callbacks/" + alices + "/deliveries").asString())
                .contains(job);
        assertThat(with(BOB).get("/v1/callbacks/" + bobs + "/deliveries").<List<?>>path("deliveries"))
                .isEmpty();
    }

    @Test
    void createsShowsOnceAndRevokesKeys() {
        String name = "made-" + UUID.randomUUID();
        Response made = json(ROOT, "{\"name\":\"" + name + "\",\"role\":\"submitter\",\"owner\":\"alice\"}")
                .post("/v1/api-keys");
        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
        String key = made.path("key");
        String place = made.header("Location");

        assertThat(key).matches("ilv_[A-Za-z0-9_-]{43}");
        with(key).get("/v1/session").then().body("name", equalTo(name)).body("owner", equalTo("alice"));
        with(ROOT).get(place).then().statusCode(200).body("name", equalTo(name)).body("key", nullValue());
        assertThat(with(ROOT).get("/v1/api-keys").asString()).contains(name).doesNotContain(key);
        problem(
                json(ROOT, "{\"name\":\"" + name + "\",\"role\":\"reader\"}").post("/v1/api-keys"),
                422,
                "invalid-input");

        with(ROOT).delete(place).then().statusCode(204);

        problem(with(key).get("/v1/jobs"), 401, "unauthenticated");
        problem(with(ROOT).get(place), 404, "not-found");
        problem(with(ROOT).delete(place), 404, "not-found");
    }

    @Test
    void rejectsExpiredKeys() {
        String name = "short-" + UUID.randomUUID();
        String key = json(ROOT, "{\"name\":\"" + name + "\",\"role\":\"reader\",\"expiresIn\":\"PT1S\"}")
                .post("/v1/api-keys")
                .path("key");

        Awaitility.await().until(() -> with(key).get("/v1/jobs").statusCode() == 401);
    }

    @Test
    @Timeout(30)
    void endsStreamsWhenTheirKeyIsRevoked() throws IOException {
        String name = "listener-" + UUID.randomUUID();
        Response made =
                json(ROOT, "{\"name\":\"" + name + "\",\"role\":\"reader\"}").post("/v1/api-keys");
        try (Events events = listen("Authorization", "Bearer " + made.<String>path("key"))) {
            assertThat(events.next()).isNotNull();

            with(ROOT).delete(made.header("Location")).then().statusCode(204);

            events.rest(); // comes to an end
        }
    }

    @Test
    @Timeout(30)
    void endsStreamsWhenTheirSessionIsClosed() throws IOException {
        String cookie = signIn(BOB).cookie(COOKIE);
        try (Events events = listen("Cookie", COOKIE + "=" + cookie)) {
            assertThat(events.next()).isNotNull();

            browser(cookie)
                    .header("X-Requested-With", "dashboard")
                    .delete("/v1/session")
                    .then()
                    .statusCode(204);

            events.rest(); // comes to an end
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        /name      | {"role":"reader"}
        /name      | {"name":"two words","role":"reader"}
        /name      | {"name":"","role":"reader"}
        /role      | {"name":"x"}
        /role      | {"name":"x","role":"root"}
        /owner     | {"name":"x","role":"reader","owner":"a/b"}
        /expiresIn | {"name":"x","role":"reader","expiresIn":"PT0S"}
        /expiresIn | {"name":"x","role":"reader","expiresIn":"tomorrow"}
        """)
    void rejectsInvalidKeyRequests(String pointer, String body) {
        problem(json(ROOT, body).post("/v1/api-keys"), 422, "invalid-input")
                .body("errors[0].pointer", equalTo(pointer));
    }

    @Test
    void identifiesABrowserByACookieHiddenFromScriptsAndOtherSites() {
        Response opened = signIn(BOB);
        String cookie = opened.cookie(COOKIE);

        assertThat(opened.header("Set-Cookie")).contains("HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=43200");
        browser(cookie).get("/v1/session").then().body("name", equalTo("bob"));
        String job = submit(BOB, "{\"n\":5}");
        String cancel = "/v1/jobs/" + job + "/pause";

        problem(browser(cookie).post(cancel), 403, "forbidden");
        problem(
                browser(cookie)
                        .header("X-Requested-With", "dashboard")
                        .header("Origin", "https://evil.example")
                        .post(cancel),
                403,
                "forbidden");
        problem(
                browser(cookie)
                        .header("X-Requested-With", "dashboard")
                        .header("Sec-Fetch-Site", "cross-site")
                        .post(cancel),
                403,
                "forbidden");
        assertThat(browser(cookie)
                        .header("X-Requested-With", "dashboard")
                        .header("Sec-Fetch-Site", "same-origin")
                        .post("/v1/jobs/x/cancel")
                        .statusCode())
                .isEqualTo(404);

        browser(cookie)
                .header("X-Requested-With", "dashboard")
                .delete("/v1/session")
                .then()
                .statusCode(204)
                .header("Set-Cookie", containsString("Max-Age=0"));
        problem(browser(cookie).get("/v1/session"), 401, "unauthenticated");
    }

    @Test
    void trustsNoHeaderOfAProxyByDefault() {
        var request = browser(signIn(BOB).cookie(COOKIE))
                .contentType("application/json")
                .body("{\"n\":5}")
                .header("X-Requested-With", "dashboard")
                .header("X-Forwarded-Host", "il.lan")
                .header("X-Forwarded-Prefix", "/prefix")
                .header("Forwarded", "host=il.lan");

        request.post("/v1/jobs").then().statusCode(202).header("Location", startsWith("/v1/jobs/"));
        problem(request.header("Origin", "http://il.lan").post("/v1/jobs"), 403, "forbidden");
    }

    @Test
    void endsASessionWithItsKey() {
        Response made = json(ROOT, "{\"name\":\"s-" + UUID.randomUUID() + "\",\"role\":\"reader\"}")
                .post("/v1/api-keys");
        String cookie = signIn(made.path("key")).cookie(COOKIE);
        browser(cookie).get("/v1/jobs").then().statusCode(200);

        with(ROOT).delete(made.header("Location")).then().statusCode(204);

        problem(browser(cookie).get("/v1/jobs"), 401, "unauthenticated");
    }

    @Test
    void opensASessionOnlyWithAKey() {
        problem(signIn("nobody"), 401, "unauthenticated");
        problem(client.json("{\"apiKey\":5}").post("/v1/session"), 422, "invalid-input");
        assertThat(browser("ilv_" + "A".repeat(43)).get("/v1/jobs").statusCode())
                .isEqualTo(401);
    }

    /// Answers that are sent while the request is put aside, or after it was dispatched again.
    @Test
    void authorizesAsynchronousResponses() {
        String job = submit(ALICE, "{\"n\":3000,\"algorithm\":\"iterative\"}");
        with(ALICE).header("Prefer", "wait=30").get("/v1/jobs/" + job).then().body("state", equalTo("succeeded"));

        with(ALICE).get("/v1/jobs/" + job + "/result").then().statusCode(200).header("ETag", containsString("\""));
        assertThat(with(ALICE).get("/v1/jobs/" + job + "/events").asString()).contains("succeeded");
        assertThat(client.request().get("/v1/jobs/" + job + "/result").statusCode())
                .isEqualTo(401);
    }

    @Test
    void sendsNoCookieOfTheContainer() {
        assertThat(with(ALICE).get("/v1/jobs").headers().hasHeaderWithName("Set-Cookie"))
                .isFalse();
        assertThat(client.request().get("/v1/jobs").headers().hasHeaderWithName("Set-Cookie"))
                .isFalse();
    }

    @Test
    void sendsSecurityHeaders() {
        for (String path : List.of("/v1/jobs", "/dashboard/index.html", "/problems")) {
            client.request()
                    .get(path)
                    .then()
                    .header("X-Content-Type-Options", "nosniff")
                    .header("X-Frame-Options", "DENY")
                    .header("Referrer-Policy", "no-referrer");
        }
    }

    @Test
    void rejectsOtherSites() {
        Response preflight = client.request()
                .header("Origin", "https://evil.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,content-type")
                .options("/v1/jobs");
        Response simple = with(BOB).header("Origin", "https://evil.example").get("/v1/jobs");

        assertThat(preflight.header("Access-Control-Allow-Origin")).isNull();
        assertThat(simple.header("Access-Control-Allow-Origin")).isNull();
    }

    private static final String UNKNOWN = "0198c0de-1b5a-7c31-9d9e-6f1f4c0f7a11";

    /// A finished job, a callback and a delivery, by the second part of their paths.
    private Map<String, String> thingsOf(String key) {
        String callback = callback(key);
        String job = submit(key, "{\"n\":5,\"labels\":{\"team\":\"a\"}}");
        with(key).header("Prefer", "wait=30").get("/v1/jobs/" + job).then().body("state", equalTo("succeeded"));
        String delivery = with(key).post("/v1/callbacks/" + callback + "/test").path("id");
        String schedule = json(key, schedule(UUID.randomUUID().toString()))
                .post("/v1/schedules")
                .path("id");
        return Map.of("jobs", job, "callbacks", callback, "deliveries", delivery, "schedules", schedule);
    }

    private boolean thingsAreThere(Map<String, String> things) {
        return with(ALICE).get("/v1/jobs/" + things.get("jobs")).statusCode() == 200
                && with(ALICE).get("/v1/schedules/" + things.get("schedules")).statusCode() == 200
                && with(ALICE)
                        .get("/v1/callbacks/" + things.get("callbacks") + "/deliveries")
                        .asString()
                        .contains(things.get("deliveries"));
    }

    /// One that wants nothing that happens here by itself, so that nothing is sent.
    private String callback(String key) {
        return json(key, "{\"url\":\"http://127.0.0.1:9/\"}")
                .post("/v1/callbacks")
                .path("id");
    }

    static String schedule(String name) {
        return "{\"name\":\"" + name + "\",\"cron\":\"@yearly\",\"job\":{\"n\":5}}";
    }

    private Response call(String key, String method, String path) {
        if (method.equals("PATCH")) {
            return json(key, "{}").patch(path);
        }
        RequestSpecification request = path.endsWith("/callbacks") && method.equals("POST")
                ? json(key, "{\"url\":\"http://127.0.0.1:9/\"}")
                : with(key);
        return request.request(method, path);
    }

    private String submit(String key, String body) {
        Response answer = json(key, body).post("/v1/jobs");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(202);
        return answer.path("id");
    }

    private Events listen(String header, String value) {
        return Events.listen(port, "/v1/event-loop/events", header, value);
    }

    private Response signIn(String key) {
        return client.json("{\"apiKey\":\"" + key + "\"}").post("/v1/session");
    }

    private RequestSpecification browser(String cookie) {
        return client.request().cookie(COOKIE, cookie);
    }

    private RequestSpecification with(String key) {
        return client.request().header("Authorization", "Bearer " + key);
    }

    private RequestSpecification json(String key, String body) {
        return with(key).contentType("application/json").body(body);
    }

    private static List<String> names(Response answer) {
        return answer.headers().asList().stream()
                .map(header -> header.getName())
                .sorted()
                .toList();
    }

    private static ValidatableResponse problem(Response answer, int status, String slug) {
        return answer.then()
                .statusCode(status)
                .contentType(startsWith("application/problem+json"))
                .body("type", equalTo("/problems/" + slug));
    }
}
