package dev.interleave.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.rest.RawHttp;
import dev.interleave.rest.RawHttp.Answer;
import dev.interleave.rest.link.BasePath;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@ApiTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileRequestsTest {

    /// No answer to a wrong request needs more.
    private static final int LONGEST_ANSWER = 50_000;

    private final int port;
    private final JdbcClient database;
    private final Client client;
    private Map<String, String> values = Map.of();

    @Autowired
    HostileRequestsTest(@LocalServerPort int port, JdbcClient database) {
        this.port = port;
        this.database = database;
        this.client = new Client(port);
    }

    @BeforeAll
    void prepareJobs() {
        client.cancelAll();
        String finished = client.finished(5);
        String cancelled = client.submit(Client.ENDLESS);
        client.cancel(cancelled);
        String token = client.request()
                .queryParam("pageSize", 1)
                .get("/v1/jobs")
                .then()
                .extract()
                .path("nextPageToken");
        values = Map.of(
                "id",
                finished,
                "running",
                client.submit(Client.ENDLESS),
                "cancelled",
                cancelled,
                "unknown",
                "0198c0de-1b5a-7c31-9d9e-6f1f4c0f7a11",
                "token",
                token,
                "cutToken",
                token.substring(0, token.length() - 1),
                "changedToken",
                (token.startsWith("A") ? "B" : "A") + token.substring(1));
    }

    @AfterAll
    void cancelJobs() {
        client.cancelAll();
    }

    static Stream<HostileRequest> hostileRequests() {
        return HostileRequests.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostileRequests")
    void isRejectedAndChangesNothing(HostileRequest request) throws IOException {
        String before = everything();

        Answer answer = RawHttp.send(port, request.head(values), request.body());

        assertThat(answer.head()).startsWith("HTTP/1.1 " + request.type().status());
        assertThat(answer.headers()).containsEntry("Content-Type", "application/problem+json");
        assertThat(answer.body().length()).isLessThan(LONGEST_ANSWER);
        assertThat(answer.body()).doesNotContain("Exception", "dev.interleave", "springframework");
        assertThat(answer.json().at("/type").asString())
                .isEqualTo(request.type().uri(BasePath.ROOT).toString());
        assertThat(answer.json().at("/title").asString())
                .isEqualTo(request.type().title());
        assertThat(answer.json().at("/status").asInt()).isEqualTo(request.type().status());
        assertThat(answer.json().at("/detail").asString()).isNotBlank();
        if (request.pointer() != null) {
            assertThat(answer.json().at("/errors/0/pointer").asString()).isEqualTo(request.pointer());
            assertThat(answer.json().at("/errors/0/detail").asString()).isNotBlank();
        }
        if (request.told() != null) {
            assertThat(answer.headers()).containsKey(request.told());
        }
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void hasUniqueNames() {
        assertThat(HostileRequests.all().map(HostileRequest::toString)).doesNotHaveDuplicates();
        assertThat(HostileRequests.all().count()).isGreaterThanOrEqualTo(80);
    }

    @Test
    void reportsAllErrorsAtOnce() {
        var errors = client.json("{\"jobs\":[{\"n\":-1,\"timeout\":5},{\"n\":5},{}]}")
                .post("/v1/jobs/batch")
                .jsonPath()
                .<String>getList("errors.pointer");

        assertThat(errors).containsExactly("/jobs/0/n", "/jobs/0/timeout", "/jobs/2/n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Prefer: wait",
                "Prefer: wait=",
                "Prefer: wait=-1",
                "Prefer: wait=soon",
                "Prefer: wait=1.5",
                "Prefer: wait=99999999999999999999",
                "Prefer: ;;,,==\"",
                "Range: bytes",
                "Range: bytes=",
                "Range: bytes=,",
                "Range: lines=1-2",
                "Range: 0-5",
                "If-None-Match: nonsense",
                "If-Modified-Since: yesterday",
                "Accept-Encoding: ;q=x,,gzip;q=",
                "Accept-Language: **",
                "Accept-Charset: utf-7",
                "Cookie: ===;;;",
                "X-Forwarded-For: '; DROP TABLE job; --"
            })
    void ignoresMeaninglessHeaders(String header) throws IOException {
        String head = "GET /v1/jobs/%s/result HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s\r\n\r\n"
                .formatted(values.get("id"), header);

        Answer answer = RawHttp.send(port, head);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("120");
    }

    /// Everything that a request could change, as one text.
    private String everything() {
        return database.sql("""
                        SELECT coalesce(group_concat(fact, char(10) ORDER BY fact), '') FROM (
                        SELECT 'job ' || id || ' ' || state || ' ' || epoch AS fact FROM job UNION ALL
                        SELECT 'label ' || job_id || ' ' || label_key || ' ' || label_value FROM job_label UNION ALL
                        SELECT 'piece ' || job_id || ' ' || form || ' ' || position FROM result_piece UNION ALL
                        SELECT 'key ' || key_value || ' ' || job_ids FROM idempotency_key)""").query(String.class).single();
    }
}
