package dev.interleave.shipping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.shipping.Dockerfile.Instruction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.env.StandardEnvironment;

/// What can be said about the image without building it. [DockerStepsIT] runs the steps that need no container
/// engine.
class DockerfileTest {

    private static Dockerfile dockerfile;
    private static ProjectModel pom;

    @BeforeAll
    static void read() throws Exception {
        dockerfile = Dockerfile.ofProject();
        pom = ProjectModel.ofProject();
    }

    @Test
    void buildsOnTheJavaVersionOfThePomAndRunsOnWhatItMakesOfIt() {
        assertThat(dockerfile.arguments())
                .containsEntry("JDK", "eclipse-temurin:%s-jdk".formatted(pom.property("java.version")));
        assertThat(dockerfile.buildStage().only("FROM")).isEqualTo("${JDK} AS build");
        assertThat(dockerfile.serviceStage().only("FROM")).isEqualTo("${BASE} AS service");
        assertThat(dockerfile.serviceStage().arguments("COPY")).contains("--from=build /build/java/ /opt/java/");
    }

    /// Not one that was trained on another jar, or with other options.
    @Test
    void trainsTheCacheWithWhatRuns() {
        List<String> entrypoint = dockerfile.entrypoint();
        String cache = entrypoint.get(1).replaceFirst("-XX:AOTCache=", "");

        assertThat(dockerfile.trainingStage().only("FROM")).isEqualTo("service AS training");
        assertThat(dockerfile.finalStage().only("FROM")).isEqualTo("service");
        assertThat(dockerfile.finalStage().only("COPY")).isEqualTo("--from=training /tmp/" + cache + " ./");
        assertThat(dockerfile.trainingCommand())
                .containsSubsequence("Training", "/tmp/" + cache, "java")
                .endsWith(entrypoint.subList(2, entrypoint.size()).toArray(String[]::new));
    }

    @Test
    void takesTheJarApartThatMavenBuilds() {
        assertThat(dockerfile.buildStage().arguments("RUN"))
                .anyMatch(command -> command.endsWith(" ./mvnw -B -DskipTests package"));
        assertThat(dockerfile.extractCommand()).containsSequence("-jar", "target/" + pom.jarName(), "extract");
    }

    @Test
    void copiesEveryLayerInTheOrderThatCachesBest() {
        assertThat(dockerfile.copiedLayers())
                .containsExactly("dependencies", "spring-boot-loader", "snapshot-dependencies", "application");
    }

    @Test
    void runsTheJarThatTheApplicationLayerHolds() {
        assertThat(dockerfile.entrypoint()).startsWith("java").endsWith("-jar", pom.jarName());
    }

    @Test
    void givesJavaAShareOfTheContainersMemoryAndLetsTheStoreUseNativeCode() throws IOException {
        assertThat(dockerfile.entrypoint()).contains("@java.options");
        assertThat(Files.readAllLines(Path.of("src/image/java.options")))
                .contains("--enable-native-access=ALL-UNNAMED")
                .anyMatch(option -> option.matches("-XX:MaxRAMPercentage=[5-8]\\d"));
    }

    @Test
    void exposesThePortThatTheServiceListensOn() {
        // given
        StandardEnvironment environment = new StandardEnvironment();
        ConfigDataEnvironmentPostProcessor.applyTo(environment);

        // then
        assertThat(dockerfile.serviceStage().only("EXPOSE")).isEqualTo(environment.getProperty("server.port", "8080"));
    }

    @Test
    void canBeReachedFromOutsideOfTheContainer() {
        assertThat(dockerfile.environment()).containsEntry("SERVER_ADDRESS", "0.0.0.0");
    }

    @Test
    void runsAsANumericUserOtherThanRoot() {
        assertThat(dockerfile.serviceStage().only("USER")).matches("[1-9]\\d*:[1-9]\\d*");
    }

    @Test
    void keepsItsDataInAVolumeThatItsUserOwns() {
        // given
        String volume = dockerfile.serviceStage().only("VOLUME");
        String[] user = dockerfile.serviceStage().only("USER").split(":");

        // then
        assertThat(dockerfile.environment()).containsEntry("INTERLEAVE_DATA_DIR", volume);
        assertThat(dockerfile.serviceStage().only("RUN"))
                .isEqualTo("install -d -o %s -g %s %s".formatted(user[0], user[1], volume));
    }

    @Test
    void sendsTheBuilderWhatItCopiesAndNothingElse() throws IOException {
        // given
        List<String> copied =
                dockerfile.buildStage().all("COPY").flatMap(this::sources).toList();
        assertThat(dockerfile.copiedFiles()).allMatch(file -> file.startsWith("src/image/"));

        // then
        assertThat(Files.readAllLines(Path.of(".dockerignore")))
                .filteredOn(line -> !line.startsWith("#"))
                .containsExactlyInAnyOrderElementsOf(ignoreFileFor(copied));
        assertThat(copied).allMatch(source -> Files.exists(Path.of(source)));
    }

    private Stream<String> sources(Instruction copy) {
        return copy.words().stream().limit(copy.words().size() - 1L);
    }

    private static List<String> ignoreFileFor(List<String> copied) {
        List<String> lines = new ArrayList<>(List.of("*"));
        copied.forEach(source -> lines.add("!" + source));
        return lines;
    }
}
