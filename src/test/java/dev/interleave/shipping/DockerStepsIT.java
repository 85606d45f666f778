package dev.interleave.shipping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/// Does what the Dockerfile says, with its own words, as far as that needs no container: takes the packaged jar
/// apart, puts the layers together and runs the entry point.
class DockerStepsIT {

    private static final Duration LONGEST_STOP = Duration.ofSeconds(35);

    @TempDir
    private Path folder;

    private Path build;
    private Path app;
    private Dockerfile dockerfile;

    @BeforeEach
    void prepareFolders() throws IOException {
        build = Files.createDirectory(folder.resolve("build"));
        app = Files.createDirectory(folder.resolve("app"));
        dockerfile = Dockerfile.ofProject();
    }

    @Test
    void theImageStartsAndStopsOnSigterm() throws Exception {
        // given
        extractTheJar();
        copyTheLayers();

        // when
        try (PackagedService service = startTheEntrypoint()) {
            service.awaitUp("/actuator/health");

            // then
            assertThat(service.get("/v1/jobs").statusCode()).isEqualTo(401);
            service.useKey(keyIn(service.output()));
            assertThat(service.get("/v1/jobs").statusCode()).isEqualTo(200);
            assertThat(service.endsAfterSigterm(LONGEST_STOP))
                    .describedAs(service.output())
                    .isTrue();
        }
    }

    private static String keyIn(String log) {
        Matcher key = Pattern.compile("ilv_[A-Za-z0-9_-]{43}").matcher(log);
        assertThat(key.find()).describedAs(log).isTrue();
        return key.group();
    }

    private void extractTheJar() throws IOException, InterruptedException {
        Files.createDirectory(build.resolve("target"));
        Files.copy(PackagedService.jar(), build.resolve("target/interleave.jar"));
        Process extract = new ProcessBuilder(withOurJava(dockerfile.extractCommand()))
                .directory(build.toFile())
                .inheritIO()
                .start();
        assertThat(extract.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(extract.exitValue()).isZero();
    }

    private void copyTheLayers() throws IOException {
        Path extracted = build.resolve(dockerfile.extractDestination());
        assertThat(namesIn(extracted)).containsExactlyInAnyOrderElementsOf(dockerfile.copiedLayers());
        for (String layer : dockerfile.copiedLayers()) {
            FileSystemUtils.copyRecursively(extracted.resolve(layer), app);
        }
    }

    private PackagedService startTheEntrypoint() throws IOException {
        Map<String, String> environment = dockerfile.environment();
        return PackagedService.start(withOurJava(dockerfile.entrypoint()), environment, app);
    }

    private static List<String> withOurJava(List<String> command) {
        assertThat(command).startsWith("java");
        return Stream.concat(Stream.of(PackagedService.java()), command.stream().skip(1))
                .toList();
    }

    private static List<String> namesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
