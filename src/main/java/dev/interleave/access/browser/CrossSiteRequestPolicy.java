package dev.interleave.access.browser;

import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
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

    /// The header by which browsers report the relation of a page to the URL of its request.
    private static final String SITE = "Sec-Fetch-Site";

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private static final String CROSS_ORIGIN =
            "Other origins cannot send unsafe requests: add the origin to interleave.security.allowed-origins, or use an API"
                    + " key. If this is the origin of the dashboard behind a reverse proxy, let the proxy forward Host, set"
                    + " server.forward-headers-strategy, or set interleave.public-url.";

    private static final String CROSS_SITE =
            "Browsers can use a session only from pages of this service. Send an API key from pages of other sites; for the"
                    + " URL of a reverse proxy, set interleave.public-url.";

    private CrossSiteRequestPolicy() {}

    /// @return whether the method of the request is safe (RFC 9110, section 9.2.1)
    public static boolean isSafe(HttpServletRequest request) {
        return SAFE.contains(request.getMethod());
    }

    /// Checks a request that is authenticated by a cookie.
    ///
    /// @throws ProblemException if it is unsafe and does not come from a page of this service
    static void requireOwnPage(HttpServletRequest request, OriginPolicy originPolicy) {
        if (isSafe(request)) {
            return;
        }
        if (!isSameOrigin(request, originPolicy)) {
            throw refused(request.getHeader(SITE) == null ? CROSS_ORIGIN : CROSS_SITE);
        }
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
            throw refused(
                    "Without API keys, this service accepts as host only localhost, addresses, and the names in"
                            + " interleave.security.allowed-hosts and interleave.public-url. Use one of them, or configure an API key.");
        }
        if (!isSafe(request)
                && !originPolicy.isAllowedOrigin(request.getHeader(HttpHeaders.ORIGIN))
                && !isSameOrigin(request, originPolicy)) {
            throw refused(CROSS_ORIGIN);
        }
    }

    /// Browsers report the relation of the page to the URL of the request over TLS and for loopback. Otherwise,
    /// the page is one of this service, or of an allowed origin: it may be served under a name that only its
    /// proxy knows.
    private static boolean isSameOrigin(HttpServletRequest request, OriginPolicy originPolicy) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (originPolicy.isOwnOrigin(origin)) {
            return true;
        }
        String site = request.getHeader(SITE);
        return site == null
                ? origin == null || originPolicy.isAllowedOrigin(origin) || isHostOfRequest(origin, request)
                : site.equals("same-origin") || site.equals("none");
    }

    /// Compares the origin with the `Host` header and with the host that a trusted proxy reports. A page of
    /// another site can set neither. The schemes may differ, because a proxy that ends TLS need not report it.
    private static boolean isHostOfRequest(String text, HttpServletRequest request) {
        try {
            URI origin = new URI(text.toLowerCase(Locale.ROOT));
            String authority = origin.getRawAuthority();
            return authority != null
                    && (authority.equals(lower(request.getHeader(HttpHeaders.HOST)))
                            || (lower(request.getServerName()).equals(origin.getHost())
                                    && hasPortOfRequest(origin, request)));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean hasPortOfRequest(URI origin, HttpServletRequest request) {
        int port = request.getServerPort();
        return origin.getPort() == -1 ? port == HTTP_PORT || port == HTTPS_PORT : port == origin.getPort();
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }

    private static ProblemException refused(String detail) {
        return new ProblemException(ProblemType.FORBIDDEN, detail);
    }
}
