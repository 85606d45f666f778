package dev.interleave.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.rest.RawHttp.Answer;
import dev.interleave.rest.problem.ProblemType;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Requests that Tomcat refuses on its own.
@SpringBootTest(
        classes = {RestTestApplication.class, ProblemAnswersTest.Endpoints.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "server.tomcat.connection-timeout=1s",
            "management.endpoint.health.validate-group-membership=false" // the loop is in another room
        })
class TomcatErrorsTest {

    private static final String HOST = "Host: localhost\r\nConnection: close\r\n";

    private final int port;

    @Autowired
    TomcatErrorsTest(@LocalServerPort int port) {
        this.port = port;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void areProblems(String name, ProblemType type, String request) throws IOException {
        Answer answer = RawHttp.send(port, request);

        ProblemAnswersTest.assertProblem(answer, type);
        assertThat(answer.body()).doesNotContain("Tomcat", "java.", "apache");
    }

    static Stream<Arguments> areProblems() {
        return Stream.of(
                bad("no request line", "hello\r\n\r\n"),
                bad("TLS hello", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n"),
                bad("method with illegal characters", "G@T / HTTP/1.1\r\n" + HOST + "\r\n"),
                bad("illegal character in path", "GET /a|b HTTP/1.1\r\n" + HOST + "\r\n"),
                bad("raw UTF-8 in path", "GET /\u00c3\u00a9 HTTP/1.1\r\n" + HOST + "\r\n"),
                bad("space in path", "GET /a b HTTP/1.1\r\n" + HOST + "\r\n"),
                bad("illegal character in query", "GET /?a={ HTTP/1.1\r\n" + HOST + "\r\n"),
                bad("NUL in path", "GET /v1/%00 HTTP/1.1\r\n" + HOST + "\r\n"),
                bad("encoded slash", "GET /v1/a%2Fb HTTP/1.1\r\n" + HOST + "\r\n"),
                bad("encoded backslash", "GET /v1/a%5Cb HTTP/1.1\r\n" + HOST + "\r\n"),
                bad("bad percent", "GET /v1/%zz HTTP/1.1\r\n" + HOST + "\r\n"),
                bad("malformed UTF-8 in path", "GET /v1/%ff HTTP/1.1\r\n" + HOST + "\r\n"),
                bad("path above the root", "GET /../etc HTTP/1.1\r\n" + HOST + "\r\n"),
                bad("relative path", "GET v1 HTTP/1.1\r\n" + HOST + "\r\n"),
                bad("no host", "GET / HTTP/1.1\r\nConnection: close\r\n\r\n"),
                bad("two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n"),
                bad("invalid host", "GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n"),
                bad("invalid port", "GET / HTTP/1.1\r\nHost: a:b\r\nConnection: close\r\n\r\n"),
                bad("host of another URL", "GET http://a/ HTTP/1.1\r\nHost: b\r\nConnection: close\r\n\r\n"),
                bad("header without a name", "GET / HTTP/1.1\r\n" + HOST + ": x\r\n\r\n"),
                bad("header with illegal name", "GET / HTTP/1.1\r\n" + HOST + "a b: x\r\n\r\n"),
                bad("header with NUL", "GET / HTTP/1.1\r\n" + HOST + "a: x\u0000\r\n\r\n"),
                bad(
                        "two lengths",
                        "POST /v1/echo HTTP/1.1\r\n" + HOST + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}"),
                bad("negative length", "POST /v1/echo HTTP/1.1\r\n" + HOST + "Content-Length: -1\r\n\r\n{}"),
                bad("length that is none", "POST /v1/echo HTTP/1.1\r\n" + HOST + "Content-Length: x\r\n\r\n{}"),
                bad(
                        "length and chunks",
                        "POST /v1/echo HTTP/1.1\r\n" + HOST
                                + "Content-Type: application/json\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                Arguments.of(
                        "unknown transfer coding",
                        ProblemType.NOT_IMPLEMENTED,
                        "POST /v1/echo HTTP/1.1\r\n" + HOST + "Transfer-Encoding: gzip\r\n\r\n"),
                Arguments.of("HTTP/3.0", ProblemType.HTTP_VERSION_NOT_SUPPORTED, "GET / HTTP/3.0\r\n" + HOST + "\r\n"),
                Arguments.of("TRACE", ProblemType.METHOD_NOT_ALLOWED, "TRACE /v1/echo HTTP/1.1\r\n" + HOST + "\r\n"),
                Arguments.of("CONNECT", ProblemType.NOT_IMPLEMENTED, "CONNECT a:1 HTTP/1.1\r\n" + HOST + "\r\n"),
                bad("asterisk", "GET * HTTP/1.1\r\n" + HOST + "\r\n"),
                Arguments.of(
                        "unknown expectation",
                        ProblemType.EXPECTATION_FAILED,
                        "GET / HTTP/1.1\r\n" + HOST + "Expect: cake\r\n\r\n"),
                Arguments.of(
                        "long header",
                        ProblemType.HEADERS_TOO_LARGE,
                        "GET / HTTP/1.1\r\n" + HOST + "a: " + "x".repeat(20_000) + "\r\n\r\n"),
                Arguments.of(
                        "many headers",
                        ProblemType.HEADERS_TOO_LARGE,
                        "GET / HTTP/1.1\r\n" + HOST + "a:\r\n".repeat(500) + "\r\n"),
                Arguments.of(
                        "long path",
                        ProblemType.URI_TOO_LONG,
                        "GET /" + "x".repeat(20_000) + " HTTP/1.1\r\n" + HOST + "\r\n"));
    }

    private static Arguments bad(String name, String request) {
        return Arguments.of(name, ProblemType.MALFORMED_REQUEST, request);
    }
}
