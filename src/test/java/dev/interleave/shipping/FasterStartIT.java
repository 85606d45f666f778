package dev.interleave.shipping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs the commands of `docs/operations.md` that make an AOT cache, and starts the service with it.
class FasterStartIT {

    private static final Pattern COMMAND = Pattern.compile("(?m)^java .*$");

    @TempDir
    private Path folder;

    @Test
    void startsWithTheDocumentedCommands() throws Exception {
        // given
        List<List<String>> commands = documentedCommands();
        assertThat(commands).hasSize(3);
        run(commands.get(0));
        run(commands.get(1));

        // when: with this mode, Java exits if it cannot use the cache
        Map<String, String> strict = Map.of("JDK_JAVA_OPTIONS", "-XX:AOTMode=on");
        try (PackagedService service = PackagedService.start(commands.get(2), strict, folder)) {
            service.awaitUp("/actuator/health");

            // then
            assertThat(service.postJson("/v1/jobs", "{\"n\":5}").statusCode()).isEqualTo(202);
        }
    }

    private List<List<String>> documentedCommands() throws IOException {
        String page = Files.readString(Path.of("docs/operations.md"));
        String section = page.substring(page.indexOf("### A faster start"), page.indexOf("## On Kubernetes"));
        return COMMAND.matcher(section)
                .results()
                .map(found -> words(found.group()))
                .toList();
    }

    private List<String> words(String command) {
        String extracted = Matcher.quoteReplacement(folder.resolve("interleave").toString());
        String here = command.replaceAll("target/interleave(?!\\.jar)", extracted)
                .replace("target/interleave.jar", PackagedService.jar().toString())
                .replace("src/image", Path.of("src/image").toAbsolutePath().toString());
        return Arrays.stream(here.split(" "))
                .map(word -> word.equals("java") ? PackagedService.java() : word)
                .toList();
    }

    private void run(List<String> command) throws IOException, InterruptedException {
        Path log = folder.resolve("command.log");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    }
}
