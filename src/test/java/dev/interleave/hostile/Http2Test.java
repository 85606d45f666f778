package dev.interleave.hostile;

import static dev.interleave.hostile.RawHttp2.CONTINUATION;
import static dev.interleave.hostile.RawHttp2.DATA;
import static dev.interleave.hostile.RawHttp2.END_HEADERS;
import static dev.interleave.hostile.RawHttp2.END_STREAM;
import static dev.interleave.hostile.RawHttp2.HEADERS;
import static dev.interleave.hostile.RawHttp2.PING;
import static dev.interleave.hostile.RawHttp2.RESET;
import static dev.interleave.hostile.RawHttp2.SETTINGS;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.hostile.RawHttp2.Frame;
import dev.interleave.rest.RawHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// HTTP/2 without TLS, for honest clients and for hostile ones. The well-behaved client is served after each attack.
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"server.tomcat.connection-timeout=2s", "server.tomcat.keep-alive-timeout=2s"})
class Http2Test {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final byte[] NOTHING = {};
    private static final byte[] CANCEL = {0, 0, 0, 8};
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int MANY = 100_000;

    private final int port;
    private final OkHttpClient client = new OkHttpClient.Builder()
            .protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE))
            .build();

    @Autowired
    Http2Test(@LocalServerPort int port) {
        this.port = port;
    }

    @AfterEach
    void servesHonestClients() throws IOException {
        try (Response response = get("/v1/computations")) {
            assertThat(response.code()).isEqualTo(200);
            assertThat(response.protocol()).isEqualTo(Protocol.H2_PRIOR_KNOWLEDGE);
        }
        client.connectionPool().evictAll();
    }

    @Test
    void submitsWaitsAndDownloads() throws IOException {
        JsonNode job = submit(3_000);

        assertThat(job.get("state").asString()).isEqualTo("succeeded");
        try (Response result = get("/v1/jobs/" + job.get("id").asString() + "/result")) {
            assertThat(result.header("ETag")).isNotNull();
            assertThat(result.body().string()).hasSize(job.at("/result/digits").asInt());
        }
    }

    @Test
    void streamsEvents() throws IOException {
        try (Response events = get("/v1/event-loop/events")) {
            assertThat(events.body().source().readUtf8Line()).isEqualTo("event: figures");
        }
    }

    @Test
    void rejectsBodiesThatAreTooLarge() throws IOException {
        try (Response response = post(" ".repeat(1_100_000))) {
            assertThat(response.code()).isEqualTo(413);
            assertThat(response.body().string()).contains("/problems/too-large");
        }
    }

    /// Many clients ask for the upgrade unasked, also with long bodies, which Tomcat would refuse.
    @Test
    void ignoresTheObsoleteUpgrade() throws IOException {
        String body = "{\"n\":5," + " ".repeat(100_000) + "\"labels\":{}}";
        var answer = RawHttp.send(
                port,
                "POST /v1/jobs HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings, close\r\n"
                        + "Upgrade: h2c\r\nHTTP2-Settings: AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA\r\n"
                        + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n",
                body);

        assertThat(answer.status()).isEqualTo(202);
    }

    @Test
    void disconnectsClientsThatAreSilent() throws IOException {
        try (RawHttp2 silent = new RawHttp2(port)) {
            assertThat(silent.readUntilClosed(PATIENCE)).isNotEmpty();
        }
    }

    @Test
    void disconnectsClientsWhosePrefaceNeverEnds() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(RawHttp2.PREFACE.substring(0, 10).getBytes(StandardCharsets.US_ASCII));

            assertThat(socket.getInputStream().readAllBytes()).isEmpty();
        }
    }

    @Test
    void disconnectsClientsThatResetWhatTheyHaveAsked() throws IOException {
        disconnects(connection -> {
            for (int i = 0; i < MANY; i++) {
                connection.send(
                        HEADERS, END_HEADERS | END_STREAM, 2 * i + 1, RawHttp2.request("GET", "/v1/computations"));
                connection.send(RESET, 0, 2 * i + 1, CANCEL);
            }
        });
    }

    @Test
    void disconnectsClientsThatSendOnlyOverhead() throws IOException {
        for (int type : new int[] {PING, SETTINGS}) {
            byte[] payload = type == PING ? new byte[8] : NOTHING;
            disconnects(connection -> {
                for (int i = 0; i < MANY; i++) {
                    connection.send(type, 0, 0, payload);
                }
            });
        }
    }

    @Test
    void disconnectsClientsWhoseHeadNeverEnds() throws IOException {
        disconnects(connection -> {
            connection.send(HEADERS, END_STREAM, 1, RawHttp2.request("GET", "/v1/jobs"));
            for (int i = 0; i < MANY; i++) {
                connection.send(CONTINUATION, 0, 1, NOTHING);
            }
        });
    }

    @Test
    void endsRequestsWhoseBodyStops() throws IOException {
        try (RawHttp2 slow = new RawHttp2(port)) {
            slow.send(
                    HEADERS, END_HEADERS, 1, RawHttp2.request("POST", "/v1/jobs", "content-type", "application/json"));
            slow.send(DATA, 0, 1, "{".getBytes(StandardCharsets.US_ASCII));

            assertThat(slow.until(RESET, PATIENCE).stream()).isEqualTo(1);
        }
    }

    /// With a window of nothing, no octet of a response body may be sent.
    @Test
    void disconnectsClientsThatNeverRead() throws IOException {
        String id = submit(20_000).get("id").asString();
        try (RawHttp2 stalled = new RawHttp2(port, INITIAL_WINDOW_SIZE, 0)) {
            for (int stream = 1; stream < 40; stream += 2) {
                stalled.send(
                        HEADERS,
                        END_HEADERS | END_STREAM,
                        stream,
                        RawHttp2.request("GET", "/v1/jobs/" + id + "/result"));
            }

            List<Frame> frames = stalled.readUntilClosed(PATIENCE);

            assertThat(frames).anyMatch(Frame::isOk).noneMatch(frame -> frame.type() == DATA && frame.length() > 0);
        }
    }

    /// Sends frames.
    @FunctionalInterface
    private interface Attack {
        void on(RawHttp2 connection) throws IOException;
    }

    /// The service closes the connection long before the attack ends. The system may drop what it has sent before.
    private void disconnects(Attack attack) throws IOException {
        try (RawHttp2 connection = new RawHttp2(port)) {
            CompletableFuture<Void> attacking = CompletableFuture.runAsync(() -> {
                try {
                    attack.on(connection);
                } catch (IOException closed) {
                    // as it should be
                }
            });
            List<Frame> frames = connection.readUntilClosed(PATIENCE);
            attacking.join();
            assertThat(frames).hasSizeLessThan(MANY / 2);
        }
    }

    private JsonNode submit(int n) throws IOException {
        try (Response response = post("{\"n\":" + n + "}")) {
            assertThat(response.code()).isEqualTo(200);
            return JsonMapper.shared().readTree(response.body().string());
        }
    }

    private Response post(String body) throws IOException {
        return client.newCall(new Request.Builder()
                        .url("http://127.0.0.1:" + port + "/v1/jobs")
                        .header("Prefer", "wait=30")
                        .post(RequestBody.create(body, requireNonNull(MediaType.parse("application/json"))))
                        .build())
                .execute();
    }

    private Response get(String path) throws IOException {
        return client.newCall(new Request.Builder()
                        .url("http://127.0.0.1:" + port + path)
                        .build())
                .execute();
    }
}
