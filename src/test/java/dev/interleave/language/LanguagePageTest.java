package dev.interleave.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/// Runs every example of `docs/language.md` here and in CPython.
class LanguagePageTest {

    private static final Pattern CELL_BORDER = Pattern.compile("(?<!\\\\)\\|");
    private static final Pattern CODE = Pattern.compile("`([^`]*)`");

    @Test
    void examplesPrintWhatCPythonPrints() throws IOException {
        List<String> examples = examples();
        assertThat(examples).hasSizeGreaterThan(70);
        List<String> expected = CPython.outputs(examples);
        var softly = new SoftAssertions();
        for (int i = 0; i < examples.size(); i++) {
            softly.assertThat(Programs.output(examples.get(i)))
                    .describedAs(examples.get(i))
                    .isEqualTo(expected.get(i));
        }
        softly.assertAll();
    }

    /// A code span of a cell is a line of the program; the last ones before the end of a line are one line.
    private static List<String> examples() throws IOException {
        List<String> examples = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("docs/language.md"))) {
            if (line.startsWith("## Deviations")) {
                break;
            }
            String[] cells = CELL_BORDER.split(line);
            if (line.startsWith("| ") && cells.length == 3 && cells[2].contains("`")) {
                examples.add(CODE.matcher(cells[2].replace("\\|", "|"))
                        .results()
                        .map(found -> found.group(1).replaceFirst(";$", ""))
                        .collect(Collectors.joining("\n", "", "\n")));
            }
        }
        return examples;
    }
}
