package dev.interleave.shipping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Runs the receivers that docs/webhooks.md shows, each as it stands there, against the packaged service.
class WebhookReceiversIT {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"python, python3, receiver.py", "javascript, node, receiver.js", "java, java, Receiver.java"})
    void theReceiverTellsGenuineFromForged(String language, String program, String file) throws Exception {
        String path = program.equals("java") ? PackagedService.java() : onPath(program);
        assumeTrue(!path.isEmpty(), () -> "SKIPPED: " + program + " is not here to run the receiver with");
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
            await().atMost(PATIENCE).until(() -> status(port) == 401); // it is up, and refuses what is forged

            service.postJson("/v1/jobs", "{\"n\": 12, \"callbacks\": [" + callback + "]}");

            await().atMost(PATIENCE).until(() -> Files.readString(output).contains("genuine"));
            assertThat(Files.readString(output)).contains("forged", "479001600");
        } finally {
            receiver.destroyForcibly();
        }
    }

    private PackagedService service() throws IOException {
        List<String> command =
                List.of(PackagedService.java(), "-jar", PackagedService.jar().toString());
        return PackagedService.start(command, Map.of(), folder);
    }

    /// What the receiver says to somebody who does not know the secret; 0 if it does not listen yet.
    private static int status(int port) throws Exception {
        HttpRequest forged = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/hook"))
                .header("webhook-id", "msg_1")
                .header("webhook-timestamp", String.valueOf(System.currentTimeMillis() / 1_000))
                .header("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(forged, BodyHandlers.discarding()).statusCode();
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
