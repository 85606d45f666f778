package dev.interleave.shipping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Holds the code and the links of the documentation pages to the files of the project.
class WorkedExampleTest {

    private static final Pattern CODE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```.*?^ *```$");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]*)(?:#([^)]*))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

    @Test
    void codeOfTheWorkedExampleIsInTheSources() throws IOException {
        String page = Files.readString(Path.of("docs/adding-a-computation.md"));
        String sources;
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/dev/interleave/computation"))) {
            sources = files.filter(Files::isRegularFile)
                    .sorted()
                    .map(WorkedExampleTest::read)
                    .collect(Collectors.joining("\n"));
        }

        assertThat(CODE.matcher(page).results().map(found -> found.group(1)).toList())
                .hasSizeGreaterThan(4)
                .allSatisfy(code -> assertThat(sources).contains(code));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadToFilesAndHeadings(Path page) {
        assertThat(links(page)).allSatisfy(link -> {
            Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
            assertThat(target).exists();
            if (link.group(2) != null) {
                assertThat(headings(target)).contains(link.group(2));
            }
        });
    }

    static List<Path> pages() {
        return DocumentationPages.all();
    }

    private static List<MatchResult> links(Path page) {
        return LINK.matcher(BLOCK.matcher(read(page)).replaceAll("")).results().toList();
    }

    /// @return the anchors that GitHub gives the headings of a page
    private static Set<String> headings(Path page) {
        return HEADING.matcher(BLOCK.matcher(read(page)).replaceAll(""))
                .results()
                .map(heading -> heading.group(1).strip().toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
