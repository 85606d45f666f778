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

/// Runs the commands of all documentation pages in a shell against the packaged service, and compares the
/// output with the output that the pages show. Needs bash, curl, grep and python3.
class ReadmeIT {

    private static final String SERVICE = "http://127.0.0.1:8080";
    private static final String RECEIVER = "127.0.0.1:9000";
    private static final int FEWEST_COMMANDS = 65;

    @TempDir
    private Path folder;

    @Test
    void commandsPrintTheOutputThatThePagesShow() throws Exception {
        Map<String, String> environment = Map.of("PATH", Objects.requireNonNull(System.getenv("PATH")));
        String receiver = "127.0.0.1:" + copyWebhooksPage();
        try (PackagedService service = PackagedService.start(QuickStart.command(), environment, folder)) {
            service.awaitUp("/actuator/health");
            Map<String, String> replacements = Map.of(SERVICE, service.address().toString(), RECEIVER, receiver);

            SoftAssertions.assertSoftly(softly -> {
                int commands = 0;
                for (Path page : DocumentationPages.all()) {
                    commands += run(page, replacements, softly);
                }
                softly.assertThat(commands).isGreaterThanOrEqualTo(FEWEST_COMMANDS);
            });
        }
    }

    /// @return the number of commands of the page
    private int run(Path page, Map<String, String> replacements, SoftAssertions softly) {
        try {
            ConsoleTranscript transcript = ConsoleTranscript.of(page);
            if (transcript.exchanges().isEmpty()) {
                return 0;
            }
            List<String> outputs = transcript.play(folder, replacements);
            assertThat(outputs).as("outputs of %s", page).hasSameSizeAs(transcript.exchanges());
            for (int i = 0; i < outputs.size(); i++) {
                Exchange exchange = transcript.exchanges().get(i);
                softly.assertThat(outputs.get(i).replace(Objects.requireNonNull(replacements.get(RECEIVER)), RECEIVER))
                        .as("%s, output of: %s%nas shown: %s", page, exchange.command(), exchange.answer())
                        .matches(exchange::isAnsweredBy);
            }
            return outputs.size();
        } catch (IOException e) {
            softly.fail("Could not run the commands of %s".formatted(page), e);
            return 0;
        }
    }

    /// Copies the page whose Python receiver a command extracts, with a free port in place of 9000.
    ///
    /// @return the port
    private int copyWebhooksPage() throws IOException {
        Path page = Files.createDirectory(folder.resolve("docs")).resolve("webhooks.md");
        try (ServerSocket free = new ServerSocket(0)) {
            Files.writeString(
                    page, Files.readString(Path.of("docs/webhooks.md")).replace("9000", "" + free.getLocalPort()));
            return free.getLocalPort();
        }
    }
}
