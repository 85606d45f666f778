package dev.interleave.shipping;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The Markdown pages of the project.
public final class DocumentationPages {

    private static final List<String> ROOTS = List.of("docs", "compose", "http-examples");

    private DocumentationPages() {}

    /// @return the pages of the project's top directory, of `docs`, `compose` and `http-examples`, sorted by path
    public static List<Path> all() {
        return Stream.concat(markdown(Path.of(""), 1), ROOTS.stream().flatMap(root -> markdown(Path.of(root), 10)))
                .sorted()
                .toList();
    }

    private static Stream<Path> markdown(Path root, int depth) {
        try (Stream<Path> files = Files.walk(root, depth)) {
            return files.filter(file -> file.toString().endsWith(".md")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
