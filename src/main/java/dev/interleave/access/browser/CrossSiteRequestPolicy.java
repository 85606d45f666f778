package dev.interleave.access.browser;

import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/// Decides which requests of browsers are cross-site request forgeries.
///
/// Follows the OWASP Cross-Site Request Forgery Prevention Cheat Sheet: SameSite cookies, a custom request
/// header, and the headers with the origin of a request.
public final class CrossSiteRequestPolicy {

    /// Forms cannot send it, and pages of other sites need a CORS preflight for it, which is refused.
    static final String HEADER = "X-Requested-With";

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private CrossSiteRequestPolicy() {}

    /// @return whether the method of the request is safe (RFC 9110, section 9.2.1)
    public static boolean isSafe(HttpServletRequest request) {
        return SAFE.contains(request.getMethod());
    }

    /// Checks a request that is authenticated by a cookie.
    ///
    /// @throws ProblemException if it is unsafe and does not come from a page of this service
    static void requireOwnPage(HttpServletRequest request) {
        if (isSafe(request)) {
            return;
        }
        requireSameSite(request);
        if (request.getHeader(HEADER) == null) {
            throw refused("A request with a session must have the header " + HEADER
                    + ". Send it, or use an API key instead.");
        }
    }

    /// Checks a request without credentials to a service that requires none.
    ///
    /// @throws ProblemException if its host is not allowed, or if it is unsafe and its site is not allowed
    static void requireAllowedSite(HttpServletRequest request, OriginPolicy originPolicy) {
        if (!originPolicy.isAllowedHost(request.getHeader(HttpHeaders.HOST))) {
            throw refused("Without API keys, this service accepts as host only localhost, addresses, and the names in"
                    + " interleave.security.allowed-hosts. Use one of them, or configure an API key.");
        }
        if (!isSafe(request) && !originPolicy.isAllowedOrigin(request.getHeader(HttpHeaders.ORIGIN))) {
            requireSameSite(request);
        }
    }

    private static void requireSameSite(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        boolean isSameSite = site == null ? isSameOrigin(request) : site.equals("same-origin") || site.equals("none");
        if (!isSameSite) {
            throw refused("Pages of other sites cannot send unsafe requests. Add their origin to"
                    + " interleave.security.allowed-origins, or use an API key.");
        }
    }

    /// Compares two headers that proxies do not both change.
    private static boolean isSameOrigin(HttpServletRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return origin == null || authority(origin).equals(lower(request.getHeader(HttpHeaders.HOST)));
    }

    private static String authority(String origin) {
        try {
            return lower(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException e) {
            return "\0";
        }
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }

    private static ProblemException refused(String detail) {
        return new ProblemException(ProblemType.FORBIDDEN, detail);
    }
}
