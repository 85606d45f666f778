package dev.interleave.access.web;

import dev.interleave.access.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/// Who may do what. Whatever is not named here as open needs a key. Thread-safe.
///
/// Paths are read with the very parser that chooses the controller, so that there is no spelling which means
/// one thing here and another there.
final class AccessRules {

    /// Tells nothing that is not the same in every installation, but for whether this one is well.
    private static final List<PathPattern> OPEN = patterns(
            "/actuator/health",
            "/actuator/health/**",
            "/problems",
            "/problems/**",
            "/dashboard",
            "/dashboard/**",
            "/webjars/**",
            "/swagger-ui.html",
            "/swagger-ui/**",
            "/v3/api-docs",
            "/v3/api-docs/**");

    private static final List<PathPattern> FOR_ADMINS =
            patterns("/v1/api-keys", "/v1/api-keys/**", "/actuator", "/actuator/**");

    private static final List<PathPattern> SESSION = patterns("/v1/session");

    private AccessRules() {}

    /// @param request any
    /// @return the role that it takes, or empty if it takes none
    static Optional<Role> needed(HttpServletRequest request) {
        PathContainer path = ServletRequestPathUtils.parse(request).pathWithinApplication();
        if (isOneOf(OPEN, path)) {
            return Optional.empty();
        }
        if (isOneOf(SESSION, path)) {
            return request.getMethod().equals("POST") ? Optional.empty() : Optional.of(Role.READER);
        }
        if (isOneOf(FOR_ADMINS, path)) {
            return Optional.of(Role.ADMIN);
        }
        return Optional.of(BrowserRequest.isSafe(request) ? Role.READER : Role.SUBMITTER);
    }

    private static boolean isOneOf(List<PathPattern> patterns, PathContainer path) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(path));
    }

    private static List<PathPattern> patterns(String... texts) {
        return Arrays.stream(texts)
                .map(PathPatternParser.defaultInstance::parse)
                .toList();
    }
}
