package dev.interleave.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.hostile.Crowd.Member;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Requests whose length two readers could see differently, so that one of them takes for the next request what
/// is part of this (request smuggling: RFC 9112, section 11.2). What is hidden in them is never answered.
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"server.tomcat.connection-timeout=1s", "server.tomcat.keep-alive-timeout=1s"})
class SmugglingTest {

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3})");

    /// What is hidden: would be answered with 405, as nothing else here is.
    private static final String HIDDEN = "PUT /v1/jobs HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private static final String BODY = "{\"n\":5}";
    private static final String POST =
            "POST /v1/jobs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

    private final int port;

    @Autowired
    SmugglingTest(@LocalServerPort int port) {
        this.port = port;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void isRejectedAndClosesTheConnection(String name, String request) throws IOException {
        assertThat(statuses(request)).as(name).matches("(400|501) ");
    }

    static Stream<Arguments> isRejectedAndClosesTheConnection() {
        String chunks = "7\r\n" + BODY + "\r\n0\r\n\r\n";
        return Stream.of(
                headers("two lengths", "Content-Length: 7\r\nContent-Length: 80", BODY),
                headers("two lengths in one", "Content-Length: 7, 80", BODY),
                headers("the same length twice", "Content-Length: 7\r\nContent-Length: 7", BODY),
                headers("a signed length", "Content-Length: +7", BODY),
                headers("a length in hex", "Content-Length: 0x7", BODY),
                headers("a length with a space", "Content-Length: 7 0", BODY),
                headers("a length that overflows", "Content-Length: 18446744073709551623", BODY),
                headers("a length that is empty", "Content-Length:", BODY),
                headers("a space before the colon", "Content-Length : 7", BODY),
                headers("a length that is folded", "Content-Length:\r\n 7", BODY),
                headers("chunks, a space before the colon", "Transfer-Encoding : chunked", chunks),
                headers("chunks, twice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", chunks),
                headers("chunks, twice in one", "Transfer-Encoding: chunked, chunked", chunks),
                headers("chunks, but not at last", "Transfer-Encoding: chunked, identity", chunks),
                headers("chunks, misspelt", "Transfer-Encoding: xchunked", chunks),
                headers("chunks, in quotes", "Transfer-Encoding: \"chunked\"", chunks),
                headers("chunks, with a control character", "Transfer-Encoding: \u000bchunked", chunks),
                headers("chunks of gzip", "Transfer-Encoding: gzip, chunked", chunks),
                headers("a name with a NUL", "Content\u0000-Length: 7", BODY),
                headers("a bare CR", "X: a\rContent-Length: 7", BODY),
                chunked("a size in hex with a prefix", "0x7\r\n" + BODY + "\r\n0\r\n\r\n"),
                chunked("a signed size", "+7\r\n" + BODY + "\r\n0\r\n\r\n"),
                chunked("a negative size", "-7\r\n" + BODY + "\r\n0\r\n\r\n"),
                chunked("a size that overflows", "100000007\r\n" + BODY + "\r\n0\r\n\r\n"),
                chunked("a size of nothing", "\r\n" + BODY + "\r\n0\r\n\r\n"),
                chunked("a space before the size", " 7\r\n" + BODY + "\r\n0\r\n\r\n"),
                chunked("a size that ends in LF", "7\n" + BODY + "\r\n0\r\n\r\n"),
                chunked("a chunk that ends in LF", "7\r\n" + BODY + "\n0\r\n\r\n"),
                chunked("a chunk that is longer", "7\r\n" + BODY + "xx\r\n0\r\n\r\n"),
                chunked("an extension that ends in LF", "7;a=b\n" + BODY + "\r\n0\r\n\r\n"),
                chunked("extensions without end", "7;" + "a".repeat(20_000) + "\r\n" + BODY + "\r\n0\r\n\r\n"),
                chunked("trailers without end", "7\r\n" + BODY + "\r\n0\r\n" + "A: b\r\n".repeat(5_000) + "\r\n"),
                chunked("a trailer without a colon", "7\r\n" + BODY + "\r\n0\r\nA b\r\n\r\n"));
    }

    /// What the standard lets a server read in one way only, and so does this one.
    @ParameterizedTest(name = "{0}")
    @MethodSource
    void isReadUnambiguously(String name, String request, String expected) throws IOException {
        assertThat(statuses(request)).as(name).isEqualTo(expected);
    }

    static Stream<Arguments> isReadUnambiguously() {
        String chunks = "\r\n\r\n7\r\n" + BODY + "\r\n0\r\n\r\n" + HIDDEN;
        return Stream.of(
                Arguments.of(
                        "both lengths: chunks count, and nothing comes after them",
                        POST + "Content-Length: 3\r\nTransfer-Encoding: chunked" + chunks,
                        "202 "),
                Arguments.of(
                        "both lengths, the other way round",
                        POST + "Transfer-Encoding: chunked\r\nContent-Length: 0" + chunks,
                        "202 "),
                Arguments.of("a folded line is one line", POST + "Transfer-Encoding:\r\n chunked" + chunks, "202 405 "),
                Arguments.of("two requests", POST + "Content-Length: 7\r\n\r\n" + BODY + HIDDEN, "202 405 "),
                Arguments.of(
                        "chunks with extensions",
                        POST + "Transfer-Encoding: chunked\r\n\r\n7;a=b;c=\"d\"\r\n" + BODY + "\r\n0\r\nX: y\r\n\r\n"
                                + HIDDEN,
                        "202 405 "),
                Arguments.of(
                        "a body of GET",
                        "GET /v1/computations HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + HIDDEN.length()
                                + "\r\n\r\n" + HIDDEN,
                        "200 "),
                Arguments.of(
                        "a body that holds a request",
                        POST + "Content-Length: " + (HIDDEN.length() + 2) + "\r\n\r\n{}" + HIDDEN,
                        "400 "));
    }

    private static Arguments headers(String name, String lines, String body) {
        return Arguments.of(name, POST + lines + "\r\n\r\n" + body + HIDDEN);
    }

    private static Arguments chunked(String name, String chunks) {
        return headers(name, "Transfer-Encoding: chunked", chunks);
    }

    /// The statuses of all answers on one connection, until the service closes it.
    private String statuses(String request) throws IOException {
        try (Crowd one = Crowd.of(port, 1, request, true)) {
            assertThat(one.until(Duration.ofSeconds(30), Member::isOver)).isTrue();
            StringBuilder statuses = new StringBuilder();
            STATUS.matcher(one.members().getFirst().received())
                    .results()
                    .forEach(status -> statuses.append(status.group(1)).append(' '));
            return statuses.toString();
        }
    }
}
