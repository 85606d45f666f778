package dev.interleave.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.shipping.PackagedService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A failed start names its cause to the operator, without a stack trace.
class RefusedStartIT {

    private static final Duration LONGEST_REFUSAL = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void namesADataDirectoryInUse() throws Exception {
        // given
        try (PackagedService first = ServiceJar.start(folder)) {
            first.awaitUp("/actuator/health");
            Path other = Files.createDirectory(folder.resolve("other"));
            String shared = folder.resolve("data").toString();

            // when
            String output = outputOfRefused(other, "--interleave.data-dir=" + shared);

            // then
            assertThat(output).contains(shared, "interleave.data-dir", "is used by another process");
            first.awaitUp("/actuator/health");
        }
    }

    /// A file in place of the directory stops even the superuser.
    @Test
    void namesADataDirectoryThatCannotBeWritten() throws Exception {
        // given
        Path file = Files.createFile(folder.resolve("file"));
        String below = file.resolve("data").toString();

        // when
        String output = outputOfRefused(folder, "--interleave.data-dir=" + below);

        // then
        assertThat(output).contains(below, "interleave.data-dir", "cannot be written to");
    }

    @ParameterizedTest
    @CsvSource({
        "interleave.limits.max-n, -1",
        "interleave.limits.max-n, many",
        "interleave.limits.queue-capacity, -1",
        "interleave.event-loop.scheduling, nonsense",
        "interleave.retention.finished-jobs, banana",
        "interleave.retention.finished-jobs, P0D",
        "server.port, http"
    })
    void namesAPropertyWithAnInvalidValue(String property, String value) throws Exception {
        // when
        String output = outputOfRefused(folder, "--" + property + "=" + value);

        // then
        assertThat(output).containsIgnoringCase(property);
    }

    private static String outputOfRefused(Path folder, String argument) throws IOException, InterruptedException {
        try (PackagedService service = ServiceJar.start(folder, argument)) {
            assertThat(service.endsWithin(LONGEST_REFUSAL)).isTrue();
            String output = service.output();
            assertThat(service.exitCode()).describedAs(output).isNotZero();
            assertThat(output).contains("APPLICATION FAILED TO START").doesNotContain("\tat ");
            return output;
        }
    }
}
