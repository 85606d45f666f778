package dev.interleave.access.web;

import dev.interleave.rest.ProblemException;
import dev.interleave.rest.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/// Keeps pages of other sites from having a browser do something here in the name of its user.
final class BrowserRequest {

    /// No form and no page of another site can send it without asking first, and the answer to that is no.
    static final String HEADER = "X-Requested-With";

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private BrowserRequest() {}

    /// @return whether it changes nothing
    static boolean isSafe(HttpServletRequest request) {
        return SAFE.contains(request.getMethod());
    }

    /// For requests that a cookie vouches for.
    ///
    /// @throws ProblemException if it would change something and was not made by a page from here
    static void requireOwnPage(HttpServletRequest request) {
        if (isSafe(request)) {
            return;
        }
        requireNoOtherSite(request);
        if (request.getHeader(HEADER) == null || !isSameOrigin(request)) {
            throw refused("A session may change something only from a page of this service, which sends the header "
                    + HEADER + ". Use an API key instead.");
        }
    }

    /// For requests that need nobody to vouch for them.
    ///
    /// @throws ProblemException if it would change something and a browser says that another site has made it
    static void requireNoOtherSite(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        boolean isFromHere = site == null || site.equals("same-origin") || site.equals("none");
        if (!isSafe(request) && !isFromHere) {
            throw refused("Pages of other sites may not change anything here.");
        }
    }

    /// Whatever proxies are in between, they leave at least one of the two headers that are compared here.
    private static boolean isSameOrigin(HttpServletRequest request) {
        if (request.getHeader("Sec-Fetch-Site") != null) {
            return true; // checked before
        }
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
