package dev.interleave.shipping;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/// Runs the packaged service as a process of its own, as users do, with the given environment and nothing else.
public final class PackagedService implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofMinutes(4);

    private final Process process;
    private final URI address;
    private final Path log;
    private final HttpClient http = HttpClient.newHttpClient();
    private @Nullable String key;

    private PackagedService(Process process, URI address, Path log) {
        this.process = process;
        this.address = address;
        this.log = log;
    }

    /// Starts a command in a folder, on a free port, with its data below that folder. Data of an earlier process
    /// in that folder is kept.
    public static PackagedService start(List<String> command, Map<String, String> environment, Path folder)
            throws IOException {
        int port = freePort();
        Path log = folder.resolve("service.log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().putIfAbsent("INTERLEAVE_EVENTLOOP_WARMUP", "PT0S"); // a second of each start
        builder.environment().put("SERVER_PORT", Integer.toString(port));
        builder.environment().put("INTERLEAVE_DATA_DIR", folder.resolve("data").toString());
        return new PackagedService(builder.start(), URI.create("http://127.0.0.1:" + port), log);
    }

    /// The jar that Maven packaged; set for integration tests alone.
    public static Path jar() {
        return Path.of(System.getProperty("interleave.jar", "target/interleave.jar"))
                .toAbsolutePath();
    }

    /// The java that runs this test, which is the one that Maven chose.
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    public void awaitUp(String healthPath) {
        try {
            await().atMost(LONGEST_START)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> !process.isAlive() || isUp(healthPath));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("not healthy after " + LONGEST_START + ":\n" + output(), e);
        }
        if (!process.isAlive()) {
            throw new AssertionError("ended with " + process.exitValue() + ":\n" + output());
        }
    }

    /// The address on which the service listens once it is up.
    public URI address() {
        return address;
    }

    /// Sends SIGKILL. Returns before the process has ended.
    public void kill() {
        process.destroyForcibly();
    }

    /// Sends SIGTERM.
    public void terminate() {
        process.destroy();
    }

    /// The process, to send it other signals.
    public ProcessHandle process() {
        return process.toHandle();
    }

    /// @return whether the process ended in time
    public boolean endsWithin(Duration limit) throws InterruptedException {
        return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// The exit code; the process must have ended.
    public int exitCode() {
        return process.exitValue();
    }

    /// Sends this API key with every later request.
    void useKey(String apiKey) {
        key = apiKey;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> postJson(String path, String body) throws IOException, InterruptedException {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    /// Sends SIGTERM.
    ///
    /// @return whether the process ended in time
    boolean endsAfterSigterm(Duration limit) throws InterruptedException {
        terminate();
        return endsWithin(limit);
    }

    public String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        http.close();
    }

    private boolean isUp(String healthPath) throws InterruptedException {
        try {
            HttpResponse<String> answer = get(healthPath);
            return answer.statusCode() == 200 && answer.body().contains("\"UP\"");
        } catch (IOException e) {
            return false; // not listening yet
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address.resolve(path)).timeout(Duration.ofSeconds(10));
        return key == null ? request : request.header("Authorization", "Bearer " + key);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
