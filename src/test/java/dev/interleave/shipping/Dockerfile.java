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
record Dockerfile(List<Stage> stages) {

    private static final Pattern CONTINUED_LINE = Pattern.compile("\\\\\\R\\s*");
    private static final Pattern ENV_PAIR = Pattern.compile("(\\w+)=(\\S+)");

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
                    stages.getLast().add(instruction);
                });
        return new Dockerfile(stages.stream().map(Stage::new).toList());
    }

    Stage buildStage() {
        return stages.getFirst();
    }

    Stage finalStage() {
        return stages.getLast();
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

    /// The folders below the extract destination that the final stage copies into its working directory, in
    /// order.
    List<String> copiedLayers() {
        String prefix = buildStage().only("WORKDIR") + "/" + extractDestination() + "/";
        return finalStage()
                .all("COPY")
                .map(copy -> copy.words().get(1))
                .map(source -> source.substring(prefix.length(), source.length() - 1))
                .toList();
    }

    /// What process 1 of a container is. Fails when the instruction is in shell form.
    List<String> entrypoint() {
        return JsonMapper.shared().readValue(finalStage().only("ENTRYPOINT"), new TypeReference<List<String>>() {});
    }

    Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        finalStage()
                .all("ENV")
                .flatMap(env -> ENV_PAIR.matcher(env.argument()).results())
                .forEach(pair -> environment.put(pair.group(1), pair.group(2)));
        return environment;
    }
}
