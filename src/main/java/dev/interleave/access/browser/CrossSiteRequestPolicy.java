package dev.interleave.access.browser;

import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/// Keeps pages of other sites from having a browser do something here in the name of its user. (OWASP,
/// Cross-Site Request Forgery Prevention Cheat Sheet: SameSite cookies, custom request headers, and the headers
/// by which browsers tell where a request comes from.)
public final class CrossSiteRequestPolicy {

    /// No form and no page of another site can send it without asking first, and the answer to that is no.
    static final String HEADER = "X-Requested-With";

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private CrossSiteRequestPolicy() {}

    /// @return whether it changes nothing
    public static boolean isSafe(HttpServletRequest request) {
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
        if (request.getHeader(HEADER) == null) {
            throw refused("A session may change something only from a page of this service, which sends the header "
                    + HEADER + ". Use an API key instead.");
        }
    }

    /// For requests that nobody vouches for, where nobody needs to.
    ///
    /// @throws ProblemException if it was sent to somebody else's name, or would change something and was made
    ///     by a page of a site that is not allowed to
    static void requireNoStranger(HttpServletRequest request, OriginPolicy originPolicy) {
        if (!originPolicy.isHost(request.getHeader(HttpHeaders.HOST))) {
            throw refused("Without API keys, this service answers only to localhost, to addresses, and to the names in"
                    + " interleave.security.allowed-hosts. Use one of these as the host, or configure an API"
                    + " key.");
        }
        if (!isSafe(request) && !originPolicy.isOrigin(request.getHeader(HttpHeaders.ORIGIN))) {
            requireNoOtherSite(request);
        }
    }

    private static void requireNoOtherSite(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        boolean isFromHere = site == null ? isOriginHere(request) : site.equals("same-origin") || site.equals("none");
        if (!isFromHere) {
            throw refused("Pages of other sites may not change anything here. Allow theirs in"
                    + " interleave.security.allowed-origins, or use an API key.");
        }
    }

    /// Whatever proxies are in between, they leave at least one of the two headers that are compared here.
    private static boolean isOriginHere(HttpServletRequest request) {
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
