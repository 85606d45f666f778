package dev.interleave.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.api.BehindProxy;
import dev.interleave.dashboard.PageAssets;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

/// Runs nginx with the configuration of `docs/operations.md` in front of the service.
@BehindProxy
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReverseProxyPageTest {

    private static final Path PAGE = Path.of("docs/operations.md");
    private static final Pattern CONFIGURATION = Pattern.compile("(?s)```nginx\\n(.*?)```");

    /// Needs no rights, no files outside of the directory, and no second process.
    private static final String MAIN = """
            daemon off;
            master_process off;
            pid nginx.pid;
            error_log stderr warn;
            events {}
            http {
                access_log off;
                client_body_temp_path body;
                proxy_temp_path proxy;
                fastcgi_temp_path fastcgi;
                uwsgi_temp_path uwsgi;
                scgi_temp_path scgi;
            SERVER
            }
            """;

    private final HttpClient http = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final int servicePort;
    private final int proxyPort;
    private final URI base;
    private @Nullable Process nginx;

    @Autowired
    ReverseProxyPageTest(@LocalServerPort int servicePort) throws IOException {
        this.servicePort = servicePort;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            proxyPort = socket.getLocalPort();
        }
        base = URI.create("http://127.0.0.1:" + proxyPort + BehindProxy.CONTEXT_PATH + "/");
    }

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        Path program = nginx();
        Path configuration = folder.resolve("nginx.conf");
        Files.writeString(configuration, MAIN.replace("SERVER", configuration()));
        Path log = folder.resolve("nginx.log");
        Process started = new ProcessBuilder(
                        program.toString(), "-p", folder.toString(), "-c", configuration.toString(), "-e", "stderr")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        nginx = started;
        Awaitility.await().until(() -> isUp(started, log));
    }

    @AfterAll
    void stop() throws InterruptedException {
        if (nginx != null) {
            nginx.destroy();
            if (!nginx.waitFor(5, TimeUnit.SECONDS)) {
                nginx.destroyForcibly();
            }
        }
    }

    @Test
    void theBrowserLoadsAllOfThePages() {
        assertThat(PageAssets.load(base, this::load))
                .hasSizeGreaterThan(20)
                .allMatch(url -> url.getPath().startsWith(BehindProxy.CONTEXT_PATH + "/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/dashboard"})
    void shortAddressesLeadToTheDashboard(String path) throws Exception {
        HttpResponse<String> page = http.send(
                request(BehindProxy.CONTEXT_PATH + path)
                        .header("Accept", "text/html")
                        .build(),
                BodyHandlers.ofString());

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.uri()).isEqualTo(base.resolve("dashboard/"));
    }

    @Test
    void thePageSignsInAndSubmits() throws Exception {
        String session = signIn();

        HttpResponse<String> submitted = post(session, "v1/jobs", "{\"n\": 20}");

        assertThat(submitted.statusCode()).as(submitted.body()).isEqualTo(202);
        String location = submitted.headers().firstValue("Location").orElseThrow();
        HttpResponse<String> job = http.send(
                request(location)
                        .header("Cookie", session)
                        .header("Prefer", "wait=10")
                        .build(),
                BodyHandlers.ofString());
        assertThat(job.statusCode()).isEqualTo(200);
        String result =
                JsonMapper.shared().readTree(job.body()).at("/result/href").asString();
        assertThat(http.send(request(result).header("Cookie", session).build(), BodyHandlers.ofString())
                        .body())
                .isEqualTo("2432902008176640000");
    }

    @Test
    void pagesOfOtherSitesAreRejected() throws Exception {
        HttpRequest request = submission(signIn(), "v1/jobs", "{\"n\": 20}")
                .setHeader("Origin", "http://evil.example")
                .setHeader("X-Forwarded-Prefix", "/evil")
                .setHeader("X-Forwarded-Host", "evil.example")
                .setHeader("Forwarded", "host=evil.example")
                .build();

        HttpResponse<String> rejected = http.send(request, BodyHandlers.ofString());

        assertThat(rejected.statusCode()).isEqualTo(403);
        assertThat(rejected.body()).contains("\"" + BehindProxy.CONTEXT_PATH + "/problems/forbidden\"");
    }

    @Test
    void eventsArriveWhileTheJobRuns() throws Exception {
        String session = signIn();
        String id = JsonMapper.shared()
                .readTree(post(session, "v1/jobs", "{\"n\": 1000000, \"algorithm\": \"iterative\"}")
                        .body())
                .path("id")
                .asString();
        try (InputStream events = http.send(
                                request(base.resolve("v1/jobs/" + id + "/events")
                                                .getPath())
                                        .header("Cookie", session)
                                        .timeout(Duration.ofSeconds(5))
                                        .build(),
                                BodyHandlers.ofInputStream())
                        .body();
                BufferedReader lines = new BufferedReader(new InputStreamReader(events, StandardCharsets.UTF_8))) {
            long start = System.nanoTime();
            Stream<String> data = lines.lines().filter(line -> line.startsWith("data: "));

            assertThat(data.limit(2).toList())
                    .hasSize(2)
                    .allMatch(line -> line.contains("\"running\"") || line.contains("\"queued\""));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        } finally {
            post(session, "v1/jobs/" + id + "/cancel", "");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"actuator/", "actuator/health", "actuator/prometheus"})
    void operatorEndpointsAreHidden(String path) throws Exception {
        HttpResponse<String> hidden = http.send(
                request(base.resolve(path).getPath())
                        .header("Authorization", "Bearer " + BehindProxy.KEY)
                        .build(),
                BodyHandlers.ofString());

        assertThat(hidden.statusCode()).isEqualTo(404);
        assertThat(hidden.body()).contains("nginx");
    }

    /// @return the cookie of a new session
    private String signIn() throws Exception {
        HttpResponse<String> opened = http.send(
                submission("", "v1/session", "{\"apiKey\": \"" + BehindProxy.KEY + "\"}")
                        .build(),
                BodyHandlers.ofString());
        assertThat(opened.statusCode()).as(opened.body()).isEqualTo(200);
        String cookie = opened.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("Path=" + BehindProxy.CONTEXT_PATH + ";");
        return cookie.substring(0, cookie.indexOf(';'));
    }

    private HttpResponse<String> post(String session, String path, String body)
            throws IOException, InterruptedException {
        return http.send(submission(session, path, body).build(), BodyHandlers.ofString());
    }

    /// A request as the page sends it over plain HTTP, where browsers add no `Sec-Fetch-Site`.
    private HttpRequest.Builder submission(String session, String path, String body) {
        return HttpRequest.newBuilder(base.resolve(path))
                .header("Origin", "http://127.0.0.1:" + proxyPort)
                .header("X-Requested-With", "dashboard")
                .header("Content-Type", "application/json")
                .header("Cookie", session)
                .POST(BodyPublishers.ofString(body));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path));
    }

    private String load(URI url) {
        try {
            HttpResponse<String> response =
                    http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
            assertThat(response.statusCode()).as(url.toString()).isEqualTo(200);
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private boolean isUp(Process started, Path log) throws Exception {
        if (!started.isAlive()) {
            throw new IllegalStateException(Files.readString(log));
        }
        try {
            return http.send(HttpRequest.newBuilder(base.resolve("problems")).build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (ConnectException e) {
            return false;
        }
    }

    /// The configuration of the page, on free ports of the loopback address.
    private String configuration() throws IOException {
        Matcher block = CONFIGURATION.matcher(Files.readString(PAGE));
        assertThat(block.find()).as("configuration of nginx").isTrue();
        String text = block.group(1);
        assertThat(text).containsOnlyOnce("listen 80;").containsOnlyOnce("http://127.0.0.1:8080;");
        return text.replace("listen 80;", "listen 127.0.0.1:" + proxyPort + ";")
                .replace("http://127.0.0.1:8080;", "http://127.0.0.1:" + servicePort + ";");
    }

    /// @return the program; the test is skipped, loudly, where there is none
    private static Path nginx() {
        Optional<Path> found = Stream.concat(
                        Stream.of(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/sbin"))
                .map(directory -> Path.of(directory, "nginx"))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty()) {
            String skipped =
                    "NO NGINX FOUND: the reverse proxy of docs/operations.md is NOT tested. Install Debian's nginx.";
            System.err.println("!!! " + skipped);
            Assumptions.abort(skipped);
        }
        return found.orElseThrow();
    }
}
