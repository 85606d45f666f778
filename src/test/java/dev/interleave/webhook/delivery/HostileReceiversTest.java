package dev.interleave.webhook.delivery;

import static dev.interleave.webhook.delivery.HostileReceiver.afterTheRequest;
import static dev.interleave.webhook.delivery.HostileReceiver.atOnce;
import static dev.interleave.webhook.delivery.HostileReceiver.neverAccepting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.interleave.webhook.delivery.WebhookSender.Answer;
import dev.interleave.webhook.target.AddressPolicy;
import dev.interleave.webhook.target.TargetValidator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Receivers that do whatever they like. Each costs no more than its own delivery, within the limits of time
/// and bytes, and what it did is told in words.
class HostileReceiversTest {

    private static final Duration LIMIT = Duration.ofSeconds(1);

    /// For those whose answer, or the lack of it, should be told long before any limit.
    private static final Duration NO_HURRY = Duration.ofSeconds(20);

    /// Below it, the limit was kept; an unlimited receiver takes minutes. What the machine is busy with
    /// besides does not matter then.
    private static final Duration TOO_LONG = LIMIT.plusSeconds(9);
    private static final String BODY = "{\"type\":\"ping\"}".repeat(1_000);
    private static final String LATE = "no complete response within 1 second";
    private static final String BROKEN = "connection failed";
    private static final String FINE = "HTTP/1.1 200 OK\r\n";

    /// What the buffers of two sockets may hold.
    private static final long BUFFERED = 16_000_000;

    private WebhookSender webhookSender;
    private WebhookSender unhurried;

    @BeforeEach
    void open() {
        TargetValidator targetValidator = new TargetValidator(
                host -> List.of(InetAddress.getAllByName(host)), new AddressPolicy(List.of("127.0.0.0/8")));
        webhookSender = new WebhookSender(targetValidator, LIMIT);
        unhurried = new WebhookSender(targetValidator, NO_HURRY);
    }

    @AfterEach
    void close() throws Exception {
        webhookSender.close();
        unhurried.close();
    }

    /// Opens the receiver when its turn has come.
    interface Opening {
        HostileReceiver open() throws IOException;
    }

    private static Arguments misbehaving(String name, String scheme, String failure, Opening opening) {
        return arguments(name, scheme, failure, opening);
    }

    static Stream<Arguments> misbehaviours() {
        return Stream.of(
                misbehaving("accepts and hangs", "http", LATE, () -> atOnce((connection, _) -> hang(connection))),
                misbehaving(
                        "reads and hangs", "http", LATE, () -> afterTheRequest((connection, _) -> hang(connection))),
                misbehaving("leaves it in the queue", "http", LATE, () -> neverAccepting(50)),
                misbehaving(
                        "trickles headers",
                        "http",
                        LATE,
                        () -> afterTheRequest((_, out) -> {
                            out.send(FINE);
                            out.trickle("X-Slow: " + "x".repeat(10_000), 50);
                        })),
                misbehaving(
                        "trickles a status", "http", LATE, () -> afterTheRequest((_, out) -> out.trickle(FINE, 200))),
                misbehaving(
                        "sends 1xx for ever",
                        "http",
                        LATE,
                        () -> afterTheRequest((_, out) -> out.sendEndlessly("HTTP/1.1 100 Continue\r\n\r\n"))),
                misbehaving(
                        "sends 103 for ever",
                        "http",
                        LATE,
                        () -> afterTheRequest(
                                (_, out) -> out.sendEndlessly("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"))),
                misbehaving(
                        "has a huge header",
                        "http",
                        "too large",
                        () -> afterTheRequest((_, out) -> {
                            out.send(FINE + "X-Huge: ");
                            out.sendEndlessly("x".repeat(8_192));
                        })),
                misbehaving(
                        "has headers without end",
                        "http",
                        "too large",
                        () -> afterTheRequest((_, out) -> {
                            out.send(FINE);
                            out.sendEndlessly("X-More: x\r\n");
                        })),
                misbehaving(
                        "has a status line without end",
                        "http",
                        "too large",
                        () -> afterTheRequest((_, out) -> {
                            out.send("HTTP/1.1 200 ");
                            out.sendEndlessly("OK".repeat(4_096));
                        })),
                misbehaving(
                        "has empty lines without end",
                        "http",
                        "is not HTTP",
                        () -> afterTheRequest((_, out) -> out.sendEndlessly("\r\n"))),
                misbehaving(
                        "is not HTTP",
                        "http",
                        "is not HTTP",
                        () -> afterTheRequest((_, out) -> out.sendEndlessly("220 mail.example.com ESMTP\0\r\n"))),
                misbehaving("closes at once", "http", BROKEN, () -> atOnce((_, _) -> {})),
                misbehaving("closes after the request", "http", BROKEN, () -> afterTheRequest((_, _) -> {})),
                misbehaving("resets at once", "http", BROKEN, () -> atOnce((connection, _) -> reset(connection))),
                misbehaving(
                        "resets in the headers",
                        "http",
                        BROKEN,
                        () -> afterTheRequest((connection, out) -> {
                            out.send(FINE + "X-Half: o");
                            reset(connection);
                        })),
                misbehaving(
                        "speaks no TLS",
                        "https",
                        "no secure connection",
                        () -> atOnce((_, out) -> out.send(FINE + "\r\n"))),
                misbehaving(
                        "speaks no TLS, and endlessly",
                        "https",
                        "no ",
                        () -> atOnce((_, out) -> out.sendEndlessly(FINE + "\r\n"))),
                misbehaving(
                        "hangs in the TLS handshake", "https", LATE, () -> atOnce((connection, _) -> hang(connection))),
                misbehaving(
                        "trickles a TLS record",
                        "https",
                        LATE,
                        () -> atOnce((_, out) -> {
                            out.send("\u0016\u0003\u0003?\u00ff"); // 16 kB of a handshake are to follow
                            out.trickle("\u0002\u0000?\u00fb" + "\u0003".repeat(10_000), 50);
                        })),
                misbehaving("closes in the TLS handshake", "https", "", () -> atOnce((_, _) -> {})));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("misbehaviours")
    void costsItsOwnDelivery(String name, String scheme, String failure, Opening opening) throws Exception {
        try (HostileReceiver receiver = opening.open()) {
            long start = System.nanoTime();
            Answer answer = failure.equals(LATE) ? post(receiver.url(scheme)) : postUnhurried(receiver.url(scheme));

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TOO_LONG);
            assertThat(answer.status()).isNull();
            assertThat(answer.failure()).contains(failure).doesNotContain("\0").doesNotContain("null");
            assertThat(answer.failure()).hasSizeLessThan(500);
            assertThat(receiver.connections()).isLessThanOrEqualTo(1);
        }
    }

    /// Packets to it are dropped, as by a firewall.
    @Test
    void aReceiverWithAFullQueueIsNotWaitedForLongerThanTheLimit() throws Exception {
        List<Socket> others = new ArrayList<>();
        try (HostileReceiver receiver = neverAccepting(1)) {
            for (int i = 0; i < 2; i++) { // Linux takes one more than it was told
                others.add(new Socket(InetAddress.getLoopbackAddress(), receiver.port()));
            }
            long start = System.nanoTime();
            Answer answer = post(receiver.url("http"));

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TOO_LONG);
            assertThat(answer.failure()).isNotNull();
        } finally {
            for (Socket other : others) {
                other.close();
            }
        }
    }

    @Test
    void nobodyListens() throws Exception {
        int port;
        try (HostileReceiver receiver = neverAccepting(1)) {
            port = receiver.port();
        }
        assertThat(postUnhurried(URI.create("http://127.0.0.1:" + port + "/")).failure())
                .startsWith("no connection: ")
                .contains("refused");
        assertThat(postUnhurried(URI.create("http://name.invalid/")).failure()).contains("name");
    }

    static Stream<Arguments> endlessAnswers() {
        return Stream.of(
                arguments("until the end of the connection", ""),
                arguments("of a terabyte", "Content-Length: 1000000000000\r\n"),
                arguments("in one chunk", "Transfer-Encoding: chunked\r\n\r\nffffffff"));
    }

    /// The status counts; no more is read than is kept.
    @ParameterizedTest(name = "{0}")
    @MethodSource("endlessAnswers")
    void anAnswerWithoutEndIsLeftAlone(String name, String headers) throws Exception {
        try (HostileReceiver receiver = afterTheRequest((_, out) -> {
            out.send(FINE + headers + "\r\n");
            out.sendEndlessly("x".repeat(8_192));
        })) {
            long start = System.nanoTime();
            Answer answer = postUnhurried(receiver.url("http"));

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(NO_HURRY.dividedBy(2));
            assertThat(answer).isEqualTo(new Answer(200, null, "x".repeat(1_024), null));
            await().during(Duration.ofMillis(100)).until(() -> receiver.sent() < BUFFERED);
        }
    }

    @Test
    void ofATricklingAnswerThatIsKeptWhichCameInTime() throws Exception {
        try (HostileReceiver receiver = afterTheRequest((_, out) -> {
            out.send("HTTP/1.1 500 Oops\r\nContent-Length: 1000\r\n\r\n");
            out.trickle("abc".repeat(300), 50);
        })) {
            long start = System.nanoTime();
            Answer answer = post(receiver.url("http"));

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TOO_LONG);
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.body()).startsWith("abcabc").hasSizeLessThan(900);
        }
    }

    @Test
    void ofABrokenAnswerTheStatusCounts() throws Exception {
        try (HostileReceiver receiver = afterTheRequest((connection, out) -> {
            out.send(FINE + "Content-Length: 1000\r\n\r\nhalf of it");
            connection.shutdownOutput();
        })) {
            assertThat(post(receiver.url("http"))).isEqualTo(new Answer(200, null, "half of it", null));
        }
    }

    @Test
    void aRedirectToAPrivateAddressIsAnAnswerLikeAnyOther() throws Exception {
        try (HostileReceiver receiver = afterTheRequest((_, out) -> out.send(
                "HTTP/1.1 307 Here\r\nLocation: http://169.254.169.254/latest\r\nContent-Length: 0\r\n\r\n"))) {
            assertThat(post(receiver.url("http")).status()).isEqualTo(307);
            assertThat(receiver.connections()).isEqualTo(1);
        }
    }

    /// What the last one has left behind does not reach the next one.
    @Test
    void noConnectionIsUsedTwice() throws Exception {
        try (HostileReceiver receiver = afterTheRequest((connection, out) -> {
            out.send(FINE + "Content-Length: 0\r\nConnection: keep-alive\r\nSet-Cookie: a=b\r\n\r\n"
                    + "HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n");
            hang(connection);
        })) {
            for (int i = 0; i < 5; i++) {
                assertThat(post(receiver.url("http")).status()).isEqualTo(200);
            }
            assertThat(receiver.connections()).isEqualTo(5);
        }
    }

    private Answer post(URI url) {
        return webhookSender.post(url, Map.of("webhook-id", "msg_1"), BODY).orElseThrow();
    }

    private Answer postUnhurried(URI url) {
        return unhurried.post(url, Map.of("webhook-id", "msg_1"), BODY).orElseThrow();
    }

    private static void hang(Socket connection) throws IOException {
        connection.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
    }

    private static void reset(Socket connection) throws IOException {
        connection.setSoLinger(true, 0);
        connection.close();
    }
}
