package dev.interleave.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds all that a browser loads to show the dashboard and the API documentation, from the files themselves.
public final class PageAssets {

    private static final Pattern IN_HTML = Pattern.compile("<(?:link|script|img)\\b[^>]*?\\b(?:href|src)=\"([^\"]+)\"");
    private static final Pattern IN_MODULES = Pattern.compile("(?:\\bfrom|\\bimport|\\bimport\\()\\s*\"(\\.[^\"]+)\"");
    private static final Pattern IN_STYLES = Pattern.compile("(?:@import\\s+|\\burl\\()[\"']?([^)\"'#]+)[\"']?\\)?");

    /// What the script of Swagger UI, and the configuration that it loads, refer to.
    private static final Pattern DESCRIPTIONS = Pattern.compile("\"(?:configUrl|url)\"\\s*:\\s*\"([^\"]+)\"");

    /// The requests of the dashboard's modules.
    private static final Pattern REQUESTS = Pattern.compile("[\"'`](v[0-9]+/[a-z-]+(?:/[a-z-]+)*)");

    private PageAssets() {}

    /// @param base the URL of the service, with a slash at its end
    /// @param load gives the text of a URL, after redirects, or fails
    /// @return the URLs that were loaded
    public static SortedSet<URI> load(URI base, Function<URI, String> load) {
        SortedSet<URI> loaded = new TreeSet<>();
        follow(List.of(base.resolve("dashboard/")), load, loaded);
        assertThat(load.apply(base.resolve("swagger-ui.html"))).contains("swagger-ui-bundle.js");
        loaded.add(base.resolve("swagger-ui.html"));
        follow(List.of(base.resolve("swagger-ui/index.html")), load, loaded);
        return loaded;
    }

    /// @param base the URL of the service, with a slash at its end
    /// @param text a module of the dashboard
    /// @return the URLs that it requests from the API
    public static Stream<URI> requests(URI base, String text) {
        return REQUESTS.matcher(text).results().map(match -> base.resolve(match.group(1)));
    }

    private static void follow(List<URI> pages, Function<URI, String> load, SortedSet<URI> loaded) {
        Deque<URI> pending = new ArrayDeque<>(pages);
        while (!pending.isEmpty()) {
            URI next = pending.remove();
            if (loaded.add(next)) {
                references(next, load.apply(next)).forEach(pending::add);
            }
        }
    }

    private static Stream<URI> references(URI location, String text) {
        return pattern(location.getPath())
                .flatMap(pattern -> pattern.matcher(text).results())
                .map(match -> match.group(1))
                .filter(reference -> !reference.startsWith("data:"))
                .map(location::resolve);
    }

    private static Stream<Pattern> pattern(String path) {
        if (isBundle(path) || path.endsWith("/api-docs")) {
            return Stream.empty();
        }
        if (path.endsWith("/swagger-initializer.js") || path.endsWith("/swagger-config")) {
            return Stream.of(DESCRIPTIONS);
        }
        if (path.endsWith(".js")) {
            return Stream.of(IN_MODULES);
        }
        return Stream.of(path.endsWith(".css") ? IN_STYLES : IN_HTML);
    }

    /// Bundles of others load nothing more.
    private static boolean isBundle(String path) {
        return path.endsWith(".min.js") || path.contains("/swagger-ui/swagger-ui-");
    }
}
