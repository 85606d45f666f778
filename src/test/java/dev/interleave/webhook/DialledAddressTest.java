package dev.interleave.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Deliveries go to the address that was checked when they are made, and nowhere else. Of loopback, only
/// 127.0.0.2 is allowed here: 127.0.0.1 is what must not be reached. Both are this machine on Linux.
class DialledAddressTest {

    private static final String ALLOWED = "127.0.0.2";
    private static final String FORBIDDEN = "127.0.0.1";
    private static final String PUBLIC = "93.184.215.14";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    @TempDir
    static Path data;

    private static final Names names = new Names();
    private static RunningService service;
    private static ServerSocketChannel forbidden;

    @BeforeAll
    static void start() throws IOException {
        service = RunningService.start(data, names, "--interleave.webhooks.allowed-networks=" + ALLOWED + "/32");
        forbidden = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.ofLiteral(FORBIDDEN), 0));
        forbidden.configureBlocking(false);
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
        forbidden.close();
    }

    @Test
    void aNameThatBecameForbiddenIsNotDialled() throws IOException {
        names.answer("rebound.test", PUBLIC);
        names.answer("rebound.test", FORBIDDEN);
        isRefusedAtDelivery("http://rebound.test:" + forbiddenPort() + "/");
    }

    @Test
    void aNameThatIsForbiddenBesidesIsNotDialled() throws IOException {
        names.answer("half.test", PUBLIC);
        names.answer("half.test", ALLOWED, FORBIDDEN);
        isRefusedAtDelivery("http://half.test:" + forbiddenPort() + "/");
    }

    @Test
    void aNameThatDidNotExistAndIsForbiddenNowIsNotDialled() throws IOException {
        String id = service.register("http://newborn.invalid:" + forbiddenPort() + "/");
        names.answer("newborn.invalid", FORBIDDEN);

        assertThat(attempt(id).getString("failure")).startsWith("refused: ");
        assertThat(forbidden.accept()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"::1", "10.0.0.1", "169.254.169.254", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "0.0.0.0"})
    void aNameThatBecamePrivateIsRefused(String address) throws IOException {
        String host = "rebound-" + address.replaceAll("[.:]+", "-") + ".test";
        names.answer(host, PUBLIC);
        names.answer(host, address);
        isRefusedAtDelivery("https://" + host + ":" + forbiddenPort() + "/");
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 307, 308})
    void aRedirectIsNotFollowed(int status) throws Exception {
        try (Listener elsewhere = new Listener(ALLOWED, OK)) {
            for (String target : List.of(
                    "http://" + FORBIDDEN + ":" + forbiddenPort() + "/",
                    "http://localhost:" + forbiddenPort() + "/",
                    "http://" + ALLOWED + ":" + elsewhere.port() + "/",
                    "/elsewhere")) {
                String answer = "HTTP/1.1 " + status + " Go\r\nLocation: " + target + "\r\nContent-Length: 0\r\n\r\n";
                try (Listener receiver = new Listener(ALLOWED, answer)) {
                    String id = service.register("http://" + ALLOWED + ":" + receiver.port() + "/hook");
                    JsonPath attempt = attempt(id);

                    assertThat(attempt.getInt("status")).isEqualTo(status);
                    assertThat(attempt.getString("failure")).contains("redirects are not followed");
                    assertThat(receiver.next()).startsWith("POST /hook HTTP/1.1\r\n");
                    assertThat(receiver.rest()).isEmpty();
                }
            }
            assertThat(elsewhere.rest()).isEmpty();
        }
        assertThat(forbidden.accept()).isNull();
    }

    /// What was looked up when the callback was registered is what is looked up, dialled, and named to the
    /// receiver when it is called.
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            http://plain.test:{port}/x,            plain.test,      plain.test,         /x
            HTTP://Upper-CASE.test:{port}/X,       Upper-CASE.test, Upper-CASE.test,    /X
            http://xn--bcher-kva.test:{port},      xn--bcher-kva.test, xn--bcher-kva.test, /
            http://a.xn--bcher-kva.test:{port},    a.xn--bcher-kva.test, a.xn--bcher-kva.test, /
            http://zero.test:0{port}/,             zero.test,       zero.test,          /
            http://query.test:{port}?u=http://127.0.0.1/, query.test, query.test,       /?u=http://127.0.0.1/
            http://hash.test:{port}#@127.0.0.1,    hash.test,       hash.test,          /
            http://hash2.test:{port}/a#/../b,      hash2.test,      hash2.test,         /a
            http://path.test:{port}//127.0.0.1/../x;y/@z, path.test, path.test,         //127.0.0.1/../x;y/@z
            http://escape.test:{port}/a%0d%0aX:%20y, escape.test,   escape.test,        /a%0d%0aX:%20y
            http://127.0.0.2:{port}/,              127.0.0.2,       127.0.0.2,          /
            http://[::ffff:127.0.0.2]:{port}/,     -,               [::ffff:127.0.0.2], /
            http://[::FFFF:7f00:2]:{port}/,        -,               [::FFFF:7f00:2],    /
            """)
    void theHostThatWasCheckedIsTheOneThatIsCalled(String template, String host, String named, String target)
            throws Exception {
        if (host != null && host.endsWith(".test")) {
            names.answer(host.toLowerCase(Locale.ROOT), ALLOWED);
        }
        try (Listener receiver = new Listener(ALLOWED, OK)) {
            String id = service.register(template.replace("{port}", String.valueOf(receiver.port())));
            JsonPath attempt = attempt(id);

            assertThat(attempt.<Integer>get("status"))
                    .as(attempt.getString("failure"))
                    .isEqualTo(200);
            assertThat(receiver.next().lines())
                    .contains("POST " + target + " HTTP/1.1", "Host: " + named + ":" + receiver.port())
                    .noneMatch(line -> line.startsWith("X:"));
            if (host != null) {
                assertThat(names.given(host)).hasSizeGreaterThanOrEqualTo(2).containsOnly(List.of(allowed()));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            https://secure.test:{port}/,  secure.test
            HTTPS://SECURE.Test:{port}/,  SECURE.Test
            https://xn--bcher-kva.test:{port}/, xn--bcher-kva.test
            https://127.0.0.2:{port}/,    -
            """)
    void overTlsTheNameIsTheSame(String template, String serverName) throws Exception {
        names.answer("secure.test", ALLOWED);
        names.answer("xn--bcher-kva.test", ALLOWED);
        try (Listener receiver = new Listener(ALLOWED, OK)) {
            String id = service.register(template.replace("{port}", String.valueOf(receiver.port())));

            assertThat(attempt(id).getString("failure")).startsWith("no secure connection");
            assertThat(receiver.next()).isEqualTo("TLS " + serverName);
        }
    }

    @Test
    void nothingIsSentThatWasNotAskedFor() throws Exception {
        try (Listener receiver = new Listener(ALLOWED, OK)) {
            attempt(service.register("http://" + ALLOWED + ":" + receiver.port() + "/"));

            assertThat(receiver.next().lines().skip(1).filter(line -> !line.isEmpty()))
                    .extracting(line -> line.split(":", 2)[0].toLowerCase(Locale.ROOT))
                    .containsExactlyInAnyOrder(
                            "host",
                            "user-agent",
                            "content-type",
                            "content-length",
                            "connection",
                            "webhook-id",
                            "webhook-timestamp",
                            "webhook-signature");
        }
    }

    private static void isRefusedAtDelivery(String url) throws IOException {
        JsonPath attempt = attempt(service.register(url));

        assertThat(attempt.getString("failure"))
                .isEqualTo("refused: the host is, or resolves to, an address that is not public");
        assertThat(attempt.<Integer>get("status")).isNull();
        assertThat(forbidden.accept()).isNull();
    }

    /// Has a callback tested, and answers what its log says of the first try.
    private static JsonPath attempt(String callbackId) {
        String path = "/v1/callbacks/" + callbackId;
        service.post(path + "/test").then().statusCode(202);
        await().until(() -> !service.get(path + "/deliveries")
                .<List<List<Map<String, Object>>>>path("deliveries.attempts")
                .getFirst()
                .isEmpty());
        JsonPath deliveries = service.get(path + "/deliveries").jsonPath();
        service.request().delete(path).then().statusCode(204);
        return deliveries.setRootPath("deliveries[0].attempts[0]");
    }

    private static int forbiddenPort() throws IOException {
        return ((InetSocketAddress) forbidden.getLocalAddress()).getPort();
    }

    private static InetAddress allowed() {
        return InetAddress.ofLiteral(ALLOWED);
    }
}
