package dev.interleave.rest.tomcat;

import dev.interleave.rest.link.BasePath;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.catalina.connector.Request;

/// Reads `X-Forwarded-Prefix`, the path that a proxy removed from the path of a request. Several values are joined, as
/// Spring's filter does.
final class ForwardedPrefix {

    static final String HEADER = "X-Forwarded-Prefix";

    /// Segments of unreserved characters without a dot at the start. Everything else is not a prefix that a proxy
    /// removes, and could make a link lead elsewhere: `//other.example` is a host, and `/..` another path.
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*/?");

    private ForwardedPrefix() {}

    /// @return the prefix; empty if the request has none, or if it is not a path
    static Optional<BasePath> read(Request request) {
        List<String> values = Collections.list(request.getHeaders(HEADER)).stream()
                .flatMap(header -> Arrays.stream(header.split(",", -1)))
                .map(String::strip)
                .toList();
        return values.isEmpty()
                        || values.stream()
                                .anyMatch(value -> !PATH.matcher(value).matches())
                ? Optional.empty()
                : Optional.of(new BasePath(values.stream()
                        .map(value -> value.endsWith("/") ? value.substring(0, value.length() - 1) : value)
                        .collect(Collectors.joining())));
    }
}
