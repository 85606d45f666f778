package dev.interleave.shipping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the pages of the documentation show and point to is there.
class WorkedExampleTest {

    private static final Path DOCS = Path.of("docs");
    private static final Pattern CODE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");

    /// As it is formatted there, line by line.
    @Test
    void codeOfTheWorkedExampleIsThatOfTheProject() throws IOException {
        String page = Files.readString(DOCS.resolve("adding-a-computation.md"));
        String sources;
        try (Stream<Path> files = Files.list(Path.of("src/main/java/dev/interleave/computation"))) {
            sources = files.sorted().map(WorkedExampleTest::read).collect(Collectors.joining("\n"));
        }

        assertThat(CODE.matcher(page).results().map(found -> found.group(1)).toList())
                .hasSizeGreaterThan(4)
                .allSatisfy(code -> assertThat(sources).contains(code));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void filesThatAPageLinksToExist(Path page) throws IOException {
        Path folder = Objects.requireNonNull(page.toAbsolutePath().getParent());

        assertThat(LINK.matcher(Files.readString(page)).results().map(MatchResult::group))
                .allSatisfy(link -> {
                    var target = LINK.matcher(link);
                    assertThat(target.matches()).isTrue();
                    assertThat(folder.resolve(target.group(1))).exists();
                });
    }

    static Stream<Path> pages() throws IOException {
        Stream<Path> docs;
        try (Stream<Path> files = Files.walk(DOCS)) {
            docs = files.filter(file -> file.toString().endsWith(".md")).sorted().toList().stream();
        }
        return Stream.concat(Stream.of("README.md", "CONTRIBUTING.md").map(Path::of), docs);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
