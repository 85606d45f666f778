package dev.interleave.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.language.CPython;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Runs every example of `docs/programs.md` as a job and in CPython.
@ApiTest
class ProgramsPageTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern EXAMPLE = Pattern.compile("(?s)```python\n(.*?)```\n(.*?)(?=```|\n#|$)");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(.*?)` \\| (\\d+) \\| `(.*?)` \\|$");

    private final Client client;

    @Autowired
    ProgramsPageTest(@LocalServerPort int port) {
        client = new Client(port);
    }

    private record Example(String source, String input, String steps, String result) {}

    @Test
    void examplesHaveTheResultsOfCPython() throws IOException {
        List<Example> examples = examples();
        assertThat(examples).hasSizeGreaterThan(8);
        List<String> expected =
                CPython.outputs(examples.stream().map(ProgramsPageTest::driven).toList());
        var softly = new SoftAssertions();
        for (int i = 0; i < examples.size(); i++) {
            Example example = examples.get(i);
            softly.assertThat(run(example)).as(example.source).isEqualTo(expected.get(i));
            softly.assertThat(expected.get(i)).endsWith(example.steps + " " + example.result + "\n");
        }
        softly.assertAll();
    }

    private String run(Example example) {
        String body = JSON.writeValueAsString(Map.of("program", example.source, "input", JSON.readTree(example.input)));
        JsonNode job = JSON.readTree(
                client.json(body).header("Prefer", "wait=30").post("/v1/jobs").asString());
        String output = client.request()
                .get("/v1/jobs/" + job.path("id").asString() + "/output")
                .asString();
        return output + job.at("/progress/steps").asLong() + " " + job.at("/result/value") + "\n";
    }

    /// Runs `main` as the service does, and prints the number of steps and the result.
    private static String driven(Example example) {
        return "def progress(done, total): pass\n" + example.source
                + """

                import json as _json
                _input, _steps = _json.loads(%s), 0
                _result = main(**_input)
                if hasattr(_result, 'send'):
                    while True:
                        try:
                            next(_result)
                            _steps += 1
                        except StopIteration as _end:
                            _result = _end.value
                            break
                print(_steps, _json.dumps(str(_result) if type(_result) is int else _result, separators=(',', ':')))
                """.formatted(JSON.writeValueAsString(example.input));
    }

    private static List<Example> examples() throws IOException {
        return EXAMPLE.matcher(Files.readString(Path.of("docs/programs.md")))
                .results()
                .flatMap(found -> {
                    String source = found.group(1);
                    Stream<Example> rows = ROW.matcher(found.group(2))
                            .results()
                            .map(row -> new Example(source, row.group(1), row.group(2), row.group(3)));
                    return rows;
                })
                .toList();
    }
}
