package dev.interleave.access.token.web;

import dev.interleave.access.security.AccessRefusedException;
import dev.interleave.access.security.SecurityProblems;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/// Authenticates requests with a token (JWT) of an OAuth 2 issuer. Thread-safe.
public final class JwtAuthenticationProvider implements AuthenticationProvider {

    private static final Logger log = LoggerFactory.getLogger(JwtAuthenticationProvider.class);

    /// The compact serialization of a JWS (RFC 7515, section 7.1), whose header is a JSON object.
    private static final Pattern FORM = Pattern.compile("eyJ[A-Za-z0-9_-]*\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*");

    private final JwtDecoder decoder;
    private final JwtCallerConverter callers;

    public JwtAuthenticationProvider(JwtDecoder decoder, JwtCallerConverter callers) {
        this.decoder = decoder;
        this.callers = callers;
    }

    /// @return whether the text has the format of a token
    public static boolean isToken(String text) {
        return FORM.matcher(text).matches();
    }

    @Override
    public @Nullable Authentication authenticate(Authentication credentials) {
        String text = ((BearerTokenAuthenticationToken) credentials).getToken();
        return isToken(text) ? callers.convert(decode(text)) : null;
    }

    @Override
    public boolean supports(Class<?> type) {
        return BearerTokenAuthenticationToken.class.isAssignableFrom(type);
    }

    private Jwt decode(String text) {
        try {
            return decoder.decode(text);
        } catch (BadJwtException e) {
            log.debug("Token refused", e);
            throw new AccessRefusedException(SecurityProblems.invalidToken(
                    "This token is not valid: it has expired, has another issuer or audience, or is"
                            + " not signed by the issuer. Get a new token."));
        } catch (JwtException e) {
            throw new AccessRefusedException(SecurityProblems.issuerUnavailable());
        }
    }
}
