package dev.interleave.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.rest.RawHttp.Answer;
import dev.interleave.rest.json.JsonFields;
import dev.interleave.rest.json.JsonObject;
import dev.interleave.rest.link.BasePath;
import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemType;
import dev.interleave.rest.request.QueryParameters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import tools.jackson.databind.JsonNode;

@SpringBootTest(
        classes = {RestTestApplication.class, ProblemAnswersTest.Endpoints.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "server.tomcat.connection-timeout=1s",
            "management.endpoint.health.validate-group-membership=false" // the loop is in another room
        })
@ExtendWith(OutputCaptureExtension.class)
public class ProblemAnswersTest {

    private final int port;

    @Autowired
    ProblemAnswersTest(@LocalServerPort int port) {
        this.port = port;
    }

    @Test
    void answersAValidRequest() throws IOException {
        assertThat(post("application/json", "{\"n\": 5}").body()).isEqualTo("5");
        assertThat(get("/v1/echo?once=a&many=1&many=2").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json; charset=utf-8",
                "application/json;charset=UTF-8",
                "application/json;charset=\"Utf-8\"",
                "APPLICATION/JSON"
            })
    void acceptsJsonInUtf8(String contentType) throws IOException {
        assertThat(post(contentType, "{\"n\": 5}").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json;charset=iso-8859-1",
                "application/json;charset=utf-16",
                "application/json;charset=utf8",
                "application/json;charset=bogus",
                "application/json;charset=utf-8;version=1",
                "application/json;version=1",
                "application/problem+json",
                "application/x-www-form-urlencoded",
                "multipart/form-data",
                "multipart/form-data;boundary=x",
                "text/plain",
                "application/*",
                "json",
                ""
            })
    void rejectsEveryOtherMediaType(String contentType) throws IOException {
        Answer answer = post(contentType, "{\"n\": 5}");

        assertProblem(answer, ProblemType.UNSUPPORTED_MEDIA_TYPE);
        assertThat(answer.headers()).containsEntry("Accept", "application/json");
    }

    @Test
    void rejectsAMissingMediaType() throws IOException {
        assertProblem(
                send("POST", "/v1/echo", "Content-Length: 7\r\n", "{\"n\":5}"), ProblemType.UNSUPPORTED_MEDIA_TYPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "[]", "{\"n\":1,\"n\":2}", "{\"n\":1}x", "{\"m\":1}"})
    void rejectsBodiesThatAreNotOneObject(String body) throws IOException {
        assertProblem(post("application/json", body), ProblemType.MALFORMED_REQUEST);
    }

    @Test
    void pointsToAnInvalidValue() throws IOException {
        Answer answer = post("application/json", "{\"n\": \"5\"}");

        assertProblem(answer, ProblemType.INVALID_INPUT);
        assertThat(answer.json().at("/errors/0/pointer").asString()).isEqualTo("/n");
        assertThat(answer.json().at("/errors/0/detail").asString()).contains("without quotes");
        assertThat(answer.json().at("/instance").asString()).isEqualTo("/v1/echo");
    }

    @Test
    void rejectsAMillionDigitsAsOutOfRange() throws IOException {
        assertProblem(post("application/json", "{\"n\":" + "9".repeat(999_990) + "}"), ProblemType.INVALID_INPUT);
    }

    @Test
    void readsABodyAtTheLimitAndRejectsALongerOne() throws IOException {
        String body = "{\"n\":5}";

        assertThat(post("application/json", body + " ".repeat(1_000_000 - body.length()))
                        .status())
                .isEqualTo(200);
        assertProblem(post("application/json", body + " ".repeat(1_000_001 - body.length())), ProblemType.TOO_LARGE);
    }

    @Test
    void rejectsABodyAnnouncedAsTooLargeAtOnce() throws IOException {
        assertProblem(
                send("POST", "/v1/echo", "Content-Type: application/json\r\nContent-Length: 10000000000\r\n", "{"),
                ProblemType.TOO_LARGE);
    }

    @Test
    void doesNotContinueATooLargeBody() throws IOException {
        Answer answer = send(
                "POST",
                "/v1/echo",
                "Content-Type: application/json\r\nContent-Length: 1000001\r\nExpect: 100-continue\r\n",
                "");

        assertProblem(answer, ProblemType.TOO_LARGE);
    }

    @Test
    void limitsAChunkedBodyWhileReadingIt() throws IOException {
        String chunk = "3e8\r\n" + " ".repeat(1000) + "\r\n";

        assertProblem(chunked(chunk.repeat(1001) + "0\r\n\r\n"), ProblemType.TOO_LARGE);
        assertThat(chunked(chunk.repeat(999) + "7\r\n{\"n\":5}\r\n0\r\n\r\n").status())
                .isEqualTo(200);
    }

    @Test
    void rejectsBrokenChunks() throws IOException {
        assertProblem(chunked("zz\r\n{\"n\":5}\r\n0\r\n\r\n"), ProblemType.MALFORMED_REQUEST);
    }

    @Test
    void timesOutWhenABodyDoesNotArrive() throws IOException {
        assertProblem(
                send("POST", "/v1/echo", "Content-Type: application/json\r\nContent-Length: 100\r\n", "{\"n\":"),
                ProblemType.REQUEST_TIMEOUT);
    }

    @Test
    void rejectsCompressedBodies() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write("{\"n\":5}".getBytes(StandardCharsets.UTF_8));
        }
        String body = zipped.toString(StandardCharsets.ISO_8859_1);

        Answer answer = send("POST", "/v1/echo", json(body) + "Content-Encoding: gzip\r\n", body);

        assertProblem(answer, ProblemType.UNSUPPORTED_MEDIA_TYPE);
        assertThat(answer.headers()).containsEntry("Accept-Encoding", "identity");
        assertThat(send("POST", "/v1/echo", json("{\"n\":5}") + "Content-Encoding: identity\r\n", "{\"n\":5}")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /v1/echo?twice=1             | not known
                    /v1/echo?Once=1              | not known
                    /v1/echo?=1                  | not known
                    /v1/echo?once=1&once=1       | given twice
                    /v1/echo?once=1&%6Fnce=1     | given twice
                    /v1/echo?once=%ff            | UTF-8
                    /v1/echo?once=%zz            | UTF-8
                    /v1/echo?once=%              | UTF-8
                    /v1/echo?once=%00            | U+0000
                    /v1/echo?number=five         | number
                    /v1/plain/7?a=b              | takes no query parameters
                    /v1/needed                   | missing
                    /v1/plain/seven              | number
                    """)
    void namesInvalidParameters(String path, String detail) throws IOException {
        Answer answer = get(path);

        assertProblem(answer, ProblemType.INVALID_PARAMETER);
        assertThat(answer.json().at("/detail").asString()).contains(detail);
    }

    @Test
    void namesAnInvalidHeader() throws IOException {
        assertProblem(send("GET", "/v1/header", "X-Number: five\r\n", ""), ProblemType.INVALID_HEADER);
        assertProblem(get("/v1/header"), ProblemType.INVALID_HEADER);
    }

    @Test
    void answers404ForAnUnknownPathWithAnyMethod() throws IOException {
        for (String method : List.of("GET", "POST", "PUT", "DELETE", "PATCH", "FOO")) {
            assertProblem(send(method, "/v1/nothing", "", ""), ProblemType.NOT_FOUND);
        }
        assertProblem(get("/error"), ProblemType.NOT_FOUND);
    }

    @Test
    void listsTheAllowedMethods() throws IOException {
        for (String method : List.of("DELETE", "PUT", "PATCH", "FOO")) {
            Answer answer = send(method, "/v1/plain/7", "", "");
            assertProblem(answer, ProblemType.METHOD_NOT_ALLOWED);
            assertThat(answer.headers().get("Allow")).contains("GET");
        }
    }

    @Test
    void sendsAProblemToClientsThatDoNotAcceptIt() throws IOException {
        assertProblem(send("GET", "/v1/plain/7", "Accept: image/png\r\n", ""), ProblemType.NOT_ACCEPTABLE);
        assertProblem(send("GET", "/v1/plain/7", "Accept: /\r\n", ""), ProblemType.NOT_ACCEPTABLE);
        assertProblem(send("GET", "/v1/nothing", "Accept: text/html\r\n", ""), ProblemType.NOT_FOUND);
        assertProblem(send("GET", "/v1/fails", "Accept: text/event-stream\r\n", ""), ProblemType.INTERNAL_ERROR);
    }

    @Test
    void sendsTheHeadersOfAProblem() throws IOException {
        Answer answer = get("/v1/full");

        assertProblem(answer, ProblemType.QUEUE_FULL);
        assertThat(answer.headers()).containsEntry("Retry-After", "7").containsEntry("Cache-Control", "no-store");
    }

    /// It does so in the same words as a client who has gone, to whom nothing needs to be answered.
    @ParameterizedTest
    @ValueSource(strings = {"reset", "eof"})
    void reportsABrokenConnectionOfTheStoreAsItsFailure(String how) throws IOException {
        Answer answer = get("/v1/store-hangs-up/" + how);

        assertProblem(answer, ProblemType.STORE_UNAVAILABLE);
        assertThat(answer.headers()).containsKey("Retry-After");
    }

    @Test
    void logsAnInternalErrorWithoutShowingIt(CapturedOutput output) throws IOException {
        Answer answer = get("/v1/fails");

        assertProblem(answer, ProblemType.INTERNAL_ERROR);
        assertThat(answer.body()).doesNotContain("secret");
        assertThat(output).contains("Cannot answer GET /v1/fails", "secret");
        assertProblem(get("/v1/error"), ProblemType.INTERNAL_ERROR);
    }

    @Test
    void logsNoErrorForATimeout(CapturedOutput output) throws IOException {
        assertProblem(get("/v1/late"), ProblemType.UNAVAILABLE);
        assertProblem(get("/v1/too-late"), ProblemType.UNAVAILABLE);
        assertThat(output).doesNotContain("Cannot answer");
    }

    @Test
    void abortsTheConnectionAfterHalfAResponse() throws IOException {
        Answer answer = RawHttp.send(port, "GET /v1/half HTTP/1.1\r\nHost: a\r\n\r\n");

        assertThat(answer.head()).contains("200");
        assertThat(answer.body()).contains("half").doesNotContain("0\r\n\r\n").doesNotContain("problem");
    }

    @Test
    void logsNoErrorForADisconnectedClient(CapturedOutput output) throws IOException {
        String answer = RawHttp.sendAndHangUp(
                port,
                "POST /v1/echo HTTP/1.1\r\nHost: a\r\n" + json("{\"n\":5}").replace("7", "70") + "\r\n{\"n\":5}");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("/problems/malformed-request");
        assertThat(output.getAll().lines().filter(line -> !line.contains("SpringDoc")))
                .noneMatch(line -> line.contains("WARN") || line.contains("ERROR"));
    }

    @Test
    void describesProblemsWithoutInternalTypes() throws IOException {
        JsonNode schemas = get("/v3/api-docs").json().at("/components/schemas");

        assertThat(schemas.propertyNames())
                .contains("Problem", "FieldError")
                .noneMatch(name -> name.startsWith("Json"));
        assertThat(schemas.at("/Problem/properties/type/example").asString()).isEqualTo("/problems/invalid-input");
    }

    private Answer get(String path) throws IOException {
        return send("GET", path, "", "");
    }

    private Answer post(String contentType, String body) throws IOException {
        return send(
                "POST",
                "/v1/echo",
                "Content-Type: " + contentType + "\r\nContent-Length: " + body.length() + "\r\n",
                body);
    }

    private Answer chunked(String chunks) throws IOException {
        return send("POST", "/v1/echo", "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n", chunks);
    }

    private Answer send(String method, String path, String headers, String body) throws IOException {
        String head = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers + "\r\n";
        return RawHttp.send(port, head, body);
    }

    private static String json(String body) {
        return "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n";
    }

    public static void assertProblem(Answer answer, ProblemType type) {
        assertThat(answer.head()).startsWith("HTTP/1.1 " + type.status());
        assertThat(answer.headers()).containsEntry("Content-Type", "application/problem+json");
        assertThat(answer.json().at("/type").asString())
                .isEqualTo(type.uri(BasePath.ROOT).toString());
        assertThat(answer.json().at("/title").asString()).isEqualTo(type.title());
        assertThat(answer.json().at("/status").asInt()).isEqualTo(type.status());
        assertThat(answer.json().at("/detail").asString()).isNotBlank();
    }

    record Echo(long n) {}

    @RestController
    public static class Endpoints {

        @Operation(
                requestBody =
                        @io.swagger.v3.oas.annotations.parameters.RequestBody(
                                content = @Content(schema = @Schema(implementation = Echo.class))))
        @PostMapping(path = "/v1/echo", consumes = MediaType.APPLICATION_JSON_VALUE)
        long echo(@RequestBody JsonObject body) {
            JsonFields fields = JsonFields.of(body).only("n");
            long n = fields.requiredLong("n", 0, 1_000_000);
            fields.throwIfInvalid();
            return n;
        }

        @GetMapping("/v1/echo")
        @QueryParameters(
                value = {"once", "number"},
                repeatable = "many")
        String parameters(@RequestParam(defaultValue = "0") int number) {
            return "ok " + number;
        }

        @GetMapping("/v1/needed")
        @QueryParameters("needed")
        String needed(@RequestParam String needed) {
            return needed;
        }

        @GetMapping(path = "/v1/plain/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
        Map<String, Integer> plain(@PathVariable int id) {
            return Map.of("id", id);
        }

        @GetMapping("/v1/header")
        String header(@RequestHeader("X-Number") int number) {
            return "ok " + number;
        }

        @GetMapping("/v1/full")
        String full() {
            throw new ProblemException(ProblemType.QUEUE_FULL, "Wait.").withHeader("Retry-After", "7");
        }

        @GetMapping("/v1/fails")
        String fails() {
            throw new IllegalStateException("secret");
        }

        @GetMapping("/v1/store-hangs-up/{how}")
        String storeHangsUp(@PathVariable String how) {
            IOException cause =
                    how.equals("eof") ? new EOFException() : new SocketException("Connection reset by peer");
            throw new TransactionSystemException("Could not commit JDBC transaction", cause);
        }

        @GetMapping("/v1/error")
        String error() {
            throw new StackOverflowError("secret");
        }

        @GetMapping("/v1/late")
        String late() throws AsyncRequestTimeoutException {
            throw new AsyncRequestTimeoutException();
        }

        @GetMapping("/v1/too-late")
        DeferredResult<String> tooLate() {
            return new DeferredResult<>(50L);
        }

        @GetMapping("/v1/half")
        ResponseEntity<StreamingResponseBody> half() {
            return ResponseEntity.ok(out -> {
                out.write("half".repeat(50_000).getBytes(StandardCharsets.UTF_8));
                throw new IOException("the other half is lost");
            });
        }
    }
}
