package dev.interleave.shipping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.standardwebhooks.Webhook;
import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Runs the receivers of docs/webhooks.md, unchanged, against the packaged service.
class WebhookReceiversIT {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"python, python3, receiver.py", "javascript, node, receiver.js", "java, java, Receiver.java"})
    void acceptsGenuineDeliveriesOnly(String language, String program, String file) throws Exception {
        String path = program.equals("java") ? PackagedService.java() : onPath(program);
        assumeTrue(!path.isEmpty(), () -> "SKIPPED: " + program + " is not installed");
        int port = freePort();
        Files.writeString(folder.resolve(file), snippet(language).replace("9000", String.valueOf(port)));
        Path output = folder.resolve("receiver.log");
        Process receiver = new ProcessBuilder(path, file, SECRET)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try (PackagedService service = service()) {
            service.awaitUp("/actuator/health");
            String callback = "{\"url\": \"http://127.0.0.1:" + port + "/hook\", \"secret\": \"" + SECRET + "\"}";
            await().until(() -> status(port) == 401); // it listens, and rejects a forged delivery

            service.postJson("/v1/jobs", "{\"n\": 12, \"callbacks\": [" + callback + "]}");

            await().until(() -> Files.readString(output).contains("genuine"));
            assertThat(Files.readString(output)).contains("forged", "479001600");
            rejectsChangedAndOldRequests(port);
        } finally {
            receiver.destroyForcibly();
        }
    }

    /// Rejects a signed request with a changed part, and one that is ten minutes old.
    private static void rejectsChangedAndOldRequests(int port) throws Exception {
        long now = Instant.now().getEpochSecond();
        String signature = new Webhook(SECRET).sign("msg_1", now, "{\"n\":12}");
        assertThat(status(port, "msg_1", now, signature, "{\"n\":12}")).isEqualTo(204);
        assertThat(status(port, "msg_1", now, "v1,AAAA " + signature, "{\"n\":12}"))
                .isEqualTo(204); // while a secret is rotated
        assertThat(status(port, "msg_1", now, signature, "{\"n\":13}")).isEqualTo(401);
        assertThat(status(port, "msg_2", now, signature, "{\"n\":12}")).isEqualTo(401);
        assertThat(status(port, "msg_1", now + 1, signature, "{\"n\":12}")).isEqualTo(401);
        long old = now - 600;
        String oldSignature = new Webhook(SECRET).sign("msg_1", old, "{\"n\":12}");
        assertThat(status(port, "msg_1", old, oldSignature, "{\"n\":12}")).isEqualTo(401);
    }

    private PackagedService service() throws IOException {
        return PackagedService.start(QuickStart.command(), Map.of(), folder);
    }

    /// The status for a forged delivery; 0 if the receiver does not listen yet.
    private static int status(int port) throws Exception {
        String forged = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
        return status(port, "msg_1", Instant.now().getEpochSecond(), forged, "{}");
    }

    private static int status(int port, String id, long timestamp, String signature, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/hook"))
                .header("webhook-id", id)
                .header("webhook-timestamp", String.valueOf(timestamp))
                .header("webhook-signature", signature)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.discarding()).statusCode();
        } catch (ConnectException e) {
            return 0;
        }
    }

    private static String snippet(String language) throws IOException {
        Matcher block = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("docs/webhooks.md")));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    private static String onPath(String program) {
        return Arrays.stream(Objects.requireNonNull(System.getenv("PATH")).split(File.pathSeparator))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse("");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
