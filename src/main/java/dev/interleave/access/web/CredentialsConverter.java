package dev.interleave.access.web;

import dev.interleave.access.security.AccessRefusedException;
import dev.interleave.access.security.SecurityProblems;
import dev.interleave.access.session.web.SessionAuthenticationToken;
import dev.interleave.access.session.web.SessionCookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationConverter;

/// Reads the credentials of a request: those of the header, else those of the cookie. Thread-safe.
final class CredentialsConverter implements AuthenticationConverter {

    private static final Pattern BEARER = Pattern.compile("Bearer +([!-~]+) *", Pattern.CASE_INSENSITIVE);

    /// @return null if there are none
    /// @throws AccessRefusedException if the header is malformed
    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        Enumeration<String> headers = request.getHeaders(HttpHeaders.AUTHORIZATION);
        return headers.hasMoreElements()
                ? bearer(headers)
                : SessionCookie.read(request)
                        .map(SessionAuthenticationToken::new)
                        .orElse(null);
    }

    private static Authentication bearer(Enumeration<String> headers) {
        Matcher bearer = BEARER.matcher(headers.nextElement());
        if (headers.hasMoreElements() || !bearer.matches()) {
            throw new AccessRefusedException(SecurityProblems.unauthenticated(
                    "The Authorization header is malformed. Send one header \"Authorization: Bearer <api key>\"."));
        }
        return new BearerTokenAuthenticationToken(bearer.group(1));
    }
}
