package dev.interleave.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.oneOf;
import static org.hamcrest.Matchers.startsWith;

import com.sun.net.httpserver.HttpServer;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Links in headers and bodies start with the context path, or with the prefix that a trusted proxy reports.
@BehindProxy
class BasePathTest {

    private static final Pattern LINK_WITHOUT_PREFIX =
            Pattern.compile("[\"'](/(v1|problems|dashboard|v3|swagger-ui|webjars|actuator)\\b[^\"']*)");

    private final Client client;

    @Autowired
    BasePathTest(@LocalServerPort int port) {
        client = new Client(port);
    }

    @ParameterizedTest
    @CsvSource({
        "'', /interleave",
        "/a/b, /a/b",
        "'/a/, /b', /a/b",
        "//evil.example, /interleave",
        "queue, /interleave",
        "/a/../b, /interleave",
        "/a?b, /interleave"
    })
    void linksOfJobsHaveThePrefix(String forwarded, String base) {
        Response accepted = request(forwarded)
                .header("Prefer", "wait=10")
                .contentType("application/json")
                .body(
                        "{\"computation\": \"program\", \"program\": \"def main():\\n    return 1\\n\", \"labels\": {\"test\": \"links\"}}")
                .post("/v1/jobs");
        String job = base + "/v1/jobs/" + accepted.path("id");

        accepted.then()
                .statusCode(200)
                .header("Location", equalTo(job))
                .body("result.href", equalTo(job + "/result"))
                .body("program.href", equalTo(job + "/source"))
                .body("program.inputHref", equalTo(job + "/input"))
                .body("program.outputHref", equalTo(job + "/output"));
        String id = accepted.path("id");
        request(forwarded).get("/v1/jobs/" + id).then().body("result.href", equalTo(job + "/result"));
        request(forwarded)
                .get("/v1/jobs?pageSize=1&label=test:links")
                .then()
                .body("jobs[0].result.href", startsWith(base + "/v1/jobs/"));
        request(forwarded)
                .get("/v1/jobs/" + id + "/events")
                .then()
                .statusCode(200)
                .body(containsString("\"href\":\"" + job + "/result\""));
        request(forwarded)
                .contentType("application/json")
                .body("{\"jobs\": [{\"n\": 5}]}")
                .post("/v1/jobs/batch")
                .then()
                .statusCode(202)
                .body("jobs[0].result.href", startsWith(base + "/v1/jobs/"));
    }

    @ParameterizedTest
    @CsvSource({"'', /interleave", "/a/b, /a/b"})
    void problemsHaveThePrefix(String forwarded, String base) {
        request(forwarded)
                .get("/v1/jobs/0198c0de-1b5a-7c31-9d9e-6f1f4c0f7a11")
                .then()
                .statusCode(404)
                .body("type", equalTo(base + "/problems/not-found"))
                .body("instance", equalTo(base + "/v1/jobs/0198c0de-1b5a-7c31-9d9e-6f1f4c0f7a11"));
        request(forwarded)
                .header("Content-Encoding", "gzip")
                .post("/v1/jobs")
                .then()
                .statusCode(415)
                .body("type", equalTo(base + "/problems/unsupported-media-type"));
        anonymous(forwarded)
                .get("/v1/jobs")
                .then()
                .statusCode(401)
                .body("type", equalTo(base + "/problems/unauthenticated"))
                .body("instance", equalTo(base + "/v1/jobs"));
        anonymous(forwarded)
                .urlEncodingEnabled(false)
                .get("/v1/%2e%2e/jobs")
                .then()
                .statusCode(400)
                .body("type", equalTo(base + "/problems/malformed-request"));
        anonymous(forwarded)
                .basePath("")
                .get("/elsewhere")
                .then()
                .statusCode(404)
                .body("type", equalTo(base + "/problems/not-found"));
        anonymous(forwarded)
                .accept("application/json")
                .get("/problems")
                .then()
                .body("problems[0].type", startsWith(base + "/problems/"));
        assertThat(linksWithoutPrefix(anonymous(forwarded).accept("text/html").get("/problems/not-found")))
                .isEmpty();
    }

    @Test
    void failedJobsNameTheirProblemWithThePrefix() {
        Response failed = request("/a")
                .header("Prefer", "wait=10")
                .contentType("application/json")
                .body("{\"computation\": \"program\", \"program\": \"def main():\\n    return 1 // 0\\n\"}")
                .post("/v1/jobs");

        failed.then()
                .body("problem.type", equalTo("/a/problems/program-failed"))
                .body("problem.instance", equalTo("/a/v1/jobs/" + failed.path("id")));
    }

    @Test
    void otherResourcesHaveThePrefix() {
        request("/a")
                .contentType("application/json")
                .body("{\"url\": \"http://127.0.0.1:9/hook\", \"events\": [\"job.cancelled\"]}")
                .post("/v1/callbacks")
                .then()
                .statusCode(201)
                .header("Location", startsWith("/a/v1/callbacks/"));
        request("/a")
                .contentType("application/json")
                .body("{\"name\": \"one\", \"source\": \"def main():\\n    return 1\\n\"}")
                .post("/v1/programs")
                .then()
                .statusCode(201)
                .header("Location", equalTo("/a/v1/programs/one@1"))
                .body("href", equalTo("/a/v1/programs/one@1/source"));
        request("")
                .get("/v1/programs")
                .then()
                .body("programs[0].href", equalTo("/interleave/v1/programs/one@1/source"));
        request("/a")
                .contentType("application/json")
                .body("{\"name\": \"another-guest\", \"role\": \"reader\"}")
                .post("/v1/api-keys")
                .then()
                .statusCode(201)
                .header("Location", startsWith("/a/v1/api-keys/"));
    }

    @ParameterizedTest
    @CsvSource({"/dashboard, /dashboard/", "/swagger-ui.html, /swagger-ui/index.html"})
    void redirectsHaveThePrefix(String path, String location) {
        for (var base : Map.of("", "/interleave", "/a", "/a").entrySet()) {
            anonymous(base.getKey())
                    .redirects()
                    .follow(false)
                    .get(path)
                    .then()
                    .statusCode(oneOf(302, 303))
                    .header("Location", equalTo(base.getValue() + location));
        }
    }

    /// springdoc renders the description once for all clients.
    @Test
    void theDescriptionNamesTheServerOfEachRequest() {
        IntStream.range(0, 40).parallel().forEach(i -> {
            String prefix = i % 2 == 0 ? "" : "/p" + i;
            String base = i % 2 == 0 ? "/interleave" : prefix;
            anonymous(prefix).get("/v3/api-docs").then().body("servers.url", equalTo(List.of(base)));
            anonymous(prefix)
                    .get("/v3/api-docs/swagger-config")
                    .then()
                    .body("url", equalTo(base + "/v3/api-docs"))
                    .body("configUrl", equalTo(base + "/v3/api-docs/swagger-config"));
            anonymous(prefix)
                    .get("/swagger-ui/swagger-initializer.js")
                    .then()
                    .body(containsString("\"" + base + "/v3/api-docs/swagger-config\""));
        });
        request("/a").get("/v3/api-docs.yaml").then().statusCode(200).body(containsString("servers:\n- url: /a\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/a"})
    void noLinkOfAPageLacksThePrefix(String forwarded) {
        for (String page : new String[] {"/dashboard/", "/", "/swagger-ui/index.html", "/problems"}) {
            assertThat(linksWithoutPrefix(anonymous(forwarded).get(page)))
                    .as(page)
                    .isEmpty();
        }
    }

    /// A cookie for `/` would go to other services on the host of the proxy.
    @Test
    void theSessionCookieIsForThePrefix() {
        anonymous("/a")
                .contentType("application/json")
                .body("{\"apiKey\": \"" + BehindProxy.KEY + "\"}")
                .post("/v1/session")
                .then()
                .statusCode(200)
                .header("Set-Cookie", containsString("; Path=/a;"));
    }

    @Test
    void quotasCountSubmissionsAndNotTheRequestsOfOperators() {
        client.request()
                .basePath(BehindProxy.CONTEXT_PATH)
                .auth()
                .oauth2(BehindProxy.GUEST_KEY)
                .contentType("application/json")
                .body("{\"n\": 5}")
                .post("/v1/jobs")
                .then()
                .header("RateLimit", containsString("jobs-in-flight"));
        assertThat(client.request()
                        .basePath(BehindProxy.CONTEXT_PATH)
                        .auth()
                        .oauth2(BehindProxy.GUEST_KEY)
                        .get("/actuator/info")
                        .headers()
                        .hasHeaderWithName("RateLimit-Policy"))
                .isFalse();
    }

    @Test
    void webhookBodiesLinkToThePublicUrl() throws Exception {
        BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        try {
            String id = request("/a")
                    .contentType("application/json")
                    .body("{\"n\": 5, \"callbacks\": [{\"url\": \"http://127.0.0.1:"
                            + receiver.getAddress().getPort() + "/\"}]}")
                    .post("/v1/jobs")
                    .then()
                    .statusCode(202)
                    .extract()
                    .path("id");
            JsonNode job = JsonMapper.shared()
                    .readTree(bodies.poll(20, TimeUnit.SECONDS))
                    .path("data");

            assertThat(job.path("result").path("href").asString())
                    .isEqualTo("https://jobs.example/queue/v1/jobs/" + id + "/result");
        } finally {
            receiver.stop(0);
        }
    }

    private RequestSpecification request(String forwardedPrefix) {
        return anonymous(forwardedPrefix).auth().oauth2(BehindProxy.KEY);
    }

    private RequestSpecification anonymous(String forwardedPrefix) {
        RequestSpecification request = client.request().basePath(BehindProxy.CONTEXT_PATH);
        return forwardedPrefix.isEmpty() ? request : request.header("X-Forwarded-Prefix", forwardedPrefix);
    }

    private static List<String> linksWithoutPrefix(Response page) {
        return LINK_WITHOUT_PREFIX
                .matcher(page.then().statusCode(200).extract().asString())
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}
