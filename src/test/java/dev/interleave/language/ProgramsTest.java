package dev.interleave.language;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs programs that use the language in all its parts.
class ProgramsTest {

    private static Map<String, String> programs() throws IOException {
        var programs = new TreeMap<String, String>();
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/dev/interleave/language/programs"))) {
            for (Path file : files.toList()) {
                programs.put(file.getFileName().toString(), Files.readString(file, UTF_8));
            }
        }
        return programs;
    }

    @Test
    void printWhatCPythonPrints() throws IOException {
        var programs = programs();
        List<String> expected = CPython.outputs(List.copyOf(programs.values()));
        var softly = new SoftAssertions();
        int i = 0;
        for (var program : programs.entrySet()) {
            softly.assertThat(Programs.output(program.getValue()))
                    .describedAs(program.getKey())
                    .isEqualTo(expected.get(i++));
        }
        softly.assertAll();
    }

    /// The fuel of a turn decides where a program stops, and nothing else.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 7, 100})
    void runAlikeHoweverOftenTheyAreSuspended(long fuel) throws IOException {
        for (var program : programs().entrySet()) {
            Programs.Run whole = Programs.run(program.getValue(), 1_000_000_000L);
            Programs.Run cut = Programs.run(program.getValue(), fuel);
            assertThat(cut).describedAs(program.getKey()).isEqualTo(whole);
        }
    }
}
