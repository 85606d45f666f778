package dev.interleave.shipping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The project's Dockerfile as its instructions, as far as the tests look at them. Immutable.
///
/// @param arguments what it can be built with, and their defaults
public record Dockerfile(Map<String, String> arguments, List<Stage> stages) {

    private static final Pattern CONTINUED_LINE = Pattern.compile("\\\\\\R\\s*");
    private static final Pattern PAIR = Pattern.compile("(\\w+)=(\\S+)");

    /// One instruction, such as `COPY` with `mvnw pom.xml ./`.
    record Instruction(String keyword, String argument) {

        static Instruction parse(String line) {
            String[] parts = line.strip().split("\\s+", 2);
            return new Instruction(parts[0], parts[1]);
        }

        List<String> words() {
            return List.of(argument.split("\\s+"));
        }
    }

    /// The instructions from one `FROM` to the next.
    record Stage(List<Instruction> instructions) {

        List<String> arguments(String keyword) {
            return all(keyword).map(Instruction::argument).toList();
        }

        Stream<Instruction> all(String keyword) {
            return instructions.stream()
                    .filter(instruction -> instruction.keyword().equals(keyword));
        }

        String only(String keyword) {
            List<String> found = arguments(keyword);
            if (found.size() != 1) {
                throw new IllegalStateException("expected one " + keyword + ", found " + found);
            }
            return found.getFirst();
        }
    }

    static Dockerfile ofProject() throws IOException {
        return parse(Files.readString(Path.of("Dockerfile")));
    }

    static Dockerfile parse(String text) {
        Map<String, String> arguments = new LinkedHashMap<>();
        List<List<Instruction>> stages = new ArrayList<>();
        CONTINUED_LINE
                .matcher(text)
                .replaceAll(" ")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Instruction::parse)
                .forEach(instruction -> {
                    if (instruction.keyword().equals("FROM")) {
                        stages.add(new ArrayList<>());
                    }
                    if (stages.isEmpty()) {
                        arguments.putAll(pairs(instruction));
                    } else {
                        stages.getLast().add(instruction);
                    }
                });
        return new Dockerfile(arguments, stages.stream().map(Stage::new).toList());
    }

    Stage buildStage() {
        return stages.getFirst();
    }

    /// What runs, but for the cache.
    Stage serviceStage() {
        return stage("service");
    }

    Stage trainingStage() {
        return stage("training");
    }

    Stage finalStage() {
        return stages.getLast();
    }

    private Stage stage(String name) {
        return stages.stream()
                .filter(stage -> stage.only("FROM").endsWith(" AS " + name))
                .findFirst()
                .orElseThrow();
    }

    /// The words of the command that takes the jar apart.
    List<String> extractCommand() {
        return buildStage()
                .all("RUN")
                .filter(run -> run.argument().contains("-Djarmode=tools"))
                .map(Instruction::words)
                .findFirst()
                .orElseThrow();
    }

    /// Where the extracted jar lands, relative to the build stage's working directory.
    String extractDestination() {
        List<String> words = extractCommand();
        return words.get(words.indexOf("--destination") + 1);
    }

    /// The folders below the extract destination that are copied into the working directory of the service, in
    /// order.
    List<String> copiedLayers() {
        String prefix = buildStage().only("WORKDIR") + "/" + extractDestination() + "/";
        return serviceStage()
                .all("COPY")
                .map(copy -> copy.words().get(1))
                .filter(source -> source.startsWith(prefix))
                .map(source -> source.substring(prefix.length(), source.length() - 1))
                .toList();
    }

    /// Files of the project that are copied beside the jar.
    List<String> copiedFiles() {
        return serviceStage()
                .all("COPY")
                .map(Instruction::words)
                .filter(words -> !words.getFirst().startsWith("--from"))
                .flatMap(words -> words.stream().limit(words.size() - 1L))
                .toList();
    }

    /// What process 1 of a container is. Fails when the instruction is in shell form.
    List<String> entrypoint() {
        return words(serviceStage().only("ENTRYPOINT"));
    }

    /// The command that makes the cache.
    List<String> trainingCommand() {
        return words(trainingStage().only("RUN"));
    }

    /// The command of the health check, without its options.
    List<String> healthCheck() {
        String argument = serviceStage().only("HEALTHCHECK");
        return words(argument.substring(argument.indexOf("CMD ") + 4));
    }

    /// What the service is given; `PATH` is not its concern.
    Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        serviceStage().all("ENV").map(Dockerfile::pairs).forEach(environment::putAll);
        environment.remove("PATH");
        return environment;
    }

    private static List<String> words(String json) {
        return JsonMapper.shared().readValue(json, new TypeReference<List<String>>() {});
    }

    private static Map<String, String> pairs(Instruction instruction) {
        Map<String, String> pairs = new LinkedHashMap<>();
        PAIR.matcher(instruction.argument()).results().forEach(pair -> pairs.put(pair.group(1), pair.group(2)));
        return pairs;
    }
}
