package dev.interleave.shipping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/// Runs the commands of the Dockerfile that need no container: extracts the packaged jar, copies the layers, makes
/// the AOT cache and runs the entry point. `src/image/check.sh` builds the whole image.
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
    void startsAndStopsOnSigterm() throws Exception {
        // given
        extractTheJar();
        copyTheLayers();
        makeTheCache();

        // when
        try (PackagedService service = startTheEntrypoint()) {
            service.awaitUp("/actuator/health");

            // then
            assertThat(healthCheck(service)).isZero();
            assertThat(service.get("/v1/jobs").statusCode()).isEqualTo(401);
            service.useKey(keyIn(service.output()));
            assertThat(service.get("/v1/jobs").statusCode()).isEqualTo(200);
            assertThat(service.endsAfterSigterm(LONGEST_STOP))
                    .describedAs(service.output())
                    .isTrue();
            assertThat(healthCheck(service)).isNotZero();
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
        for (String file : dockerfile.copiedFiles()) {
            Files.copy(Path.of(file), app.resolve(Path.of(file).getFileName()));
        }
    }

    private void makeTheCache() throws IOException, InterruptedException {
        String classes = folder.resolve("training").toString();
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", classes, "src/image/Training.java"))
                .isZero();
        List<String> command = dockerfile.trainingCommand().stream()
                .map(word -> switch (word) {
                    case "java" -> PackagedService.java();
                    case "/training" -> classes;
                    case "/tmp/interleave.aot" -> app.resolve("interleave.aot").toString();
                    default -> word;
                })
                .toList();
        Path log = folder.resolve("training.log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(app.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(dockerfile.environment());
        Process training = builder.start();
        try {
            assertThat(training.waitFor(15, TimeUnit.MINUTES)).isTrue();
        } finally {
            training.destroyForcibly();
        }
        assertThat(training.exitValue()).as(Files.readString(log)).isZero();
    }

    /// With `AOTMode=on`, Java exits if it cannot use the cache.
    private PackagedService startTheEntrypoint() throws IOException {
        Map<String, String> environment = new HashMap<>(dockerfile.environment());
        environment.put("JDK_JAVA_OPTIONS", "-XX:AOTMode=on");
        return PackagedService.start(withOurJava(dockerfile.entrypoint()), environment, app);
    }

    private int healthCheck(PackagedService service) throws IOException, InterruptedException {
        ProcessBuilder check = new ProcessBuilder(dockerfile.healthCheck()).directory(app.toFile());
        check.environment()
                .put("SERVER_PORT", Integer.toString(service.address().getPort()));
        Process process = check.redirectErrorStream(true).start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
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
