package dev.interleave.shipping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.shipping.ConsoleTranscript.Exchange;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Types the commands of the README into a shell, against the packaged service, and compares the answers with
/// those that the README shows. Needs what the README uses: bash, curl, python3.
class ReadmeIT {

    @TempDir
    private Path folder;

    @Test
    void theAnswersInTheReadmeAreTheRealOnes() throws Exception {
        ConsoleTranscript readme = ConsoleTranscript.of(Path.of("README.md"));
        List<String> command =
                List.of(PackagedService.java(), "-jar", PackagedService.jar().toString());
        Map<String, String> environment = Map.of("PATH", Objects.requireNonNull(System.getenv("PATH")));
        try (PackagedService service = PackagedService.start(command, environment, folder)) {
            service.awaitUp("/actuator/health");

            List<String> outputs = readme.play(
                    folder, "http://127.0.0.1:8080", service.address().toString());

            assertThat(outputs).hasSameSizeAs(readme.exchanges()).hasSizeGreaterThan(9);
            SoftAssertions.assertSoftly(softly -> {
                for (int i = 0; i < outputs.size(); i++) {
                    Exchange exchange = readme.exchanges().get(i);
                    softly.assertThat(outputs.get(i))
                            .as("answer to: %s%nas shown: %s", exchange.command(), exchange.answer())
                            .matches(exchange::isAnsweredBy);
                }
            });
        }
    }
}
