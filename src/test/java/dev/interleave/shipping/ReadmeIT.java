package dev.interleave.shipping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.shipping.ConsoleTranscript.Exchange;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Types the commands of the README and of the tutorial into a shell, against the packaged service, and
/// compares the answers with those that are shown there. Needs what they use: bash, curl, python3.
class ReadmeIT {

    private static final String HOOKS = "127.0.0.1:9000";

    @TempDir
    private Path folder;

    @Test
    void theAnswersShownAreTheRealOnes() throws Exception {
        List<String> command =
                List.of(PackagedService.java(), "-jar", PackagedService.jar().toString());
        Map<String, String> environment = Map.of("PATH", Objects.requireNonNull(System.getenv("PATH")));
        String hooks = "127.0.0.1:" + copyReceivers();
        try (PackagedService service = PackagedService.start(command, environment, folder)) {
            service.awaitUp("/actuator/health");
            Map<String, String> replacements =
                    Map.of("http://127.0.0.1:8080", service.address().toString(), HOOKS, hooks);

            SoftAssertions.assertSoftly(softly -> {
                play(Path.of("README.md"), replacements, softly);
                play(Path.of("docs/tutorial.md"), replacements, softly);
            });
        }
    }

    private void play(Path page, Map<String, String> replacements, SoftAssertions softly) {
        try {
            ConsoleTranscript transcript = ConsoleTranscript.of(page);
            List<String> outputs = transcript.play(folder, replacements);
            assertThat(outputs).hasSameSizeAs(transcript.exchanges()).hasSizeGreaterThan(9);
            for (int i = 0; i < outputs.size(); i++) {
                Exchange exchange = transcript.exchanges().get(i);
                softly.assertThat(outputs.get(i).replace(Objects.requireNonNull(replacements.get(HOOKS)), HOOKS))
                        .as("%s, answer to: %s%nas shown: %s", page, exchange.command(), exchange.answer())
                        .matches(exchange::isAnsweredBy);
            }
        } catch (IOException e) {
            softly.fail("%s cannot be played".formatted(page), e);
        }
    }

    /// The page that the README takes a receiver from.
    ///
    /// @return on which port it is going to listen
    private int copyReceivers() throws IOException {
        Path page = Files.createDirectory(folder.resolve("docs")).resolve("webhooks.md");
        try (ServerSocket free = new ServerSocket(0)) {
            Files.writeString(
                    page, Files.readString(Path.of("docs/webhooks.md")).replace("9000", "" + free.getLocalPort()));
            return free.getLocalPort();
        }
    }
}
