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

/// Knows the tokens (JWTs) of an OAuth 2 issuer. Thread-safe.
public final class JwtAuthenticationProvider implements AuthenticationProvider {

    private static final Logger log = LoggerFactory.getLogger(JwtAuthenticationProvider.class);

    /// The compact form of a JWS, whose header is a JSON object. (RFC 7515, JSON Web Signature, section 7.1.)
    private static final Pattern FORM = Pattern.compile("eyJ[A-Za-z0-9_-]*\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*");

    private final JwtDecoder decoder;
    private final JwtCallerConverter callers;

    public JwtAuthenticationProvider(JwtDecoder decoder, JwtCallerConverter callers) {
        this.decoder = decoder;
        this.callers = callers;
    }

    /// @return whether it may be a token
    public static boolean isToken(String text) {
        return FORM.matcher(text).matches();
    }

    @Override
    public @Nullable Authentication authenticate(Authentication shown) {
        String text = ((BearerTokenAuthenticationToken) shown).getToken();
        return isToken(text) ? callers.of(decode(text)) : null;
    }

    @Override
    public boolean supports(Class<?> shown) {
        return BearerTokenAuthenticationToken.class.isAssignableFrom(shown);
    }

    private Jwt decode(String text) {
        try {
            return decoder.decode(text);
        } catch (BadJwtException e) {
            log.debug("a token was refused", e);
            throw new AccessRefusedException(
                    SecurityProblems.unknownKey("This token is not good here: it has expired, is of another"
                            + " issuer or for another audience, or is not signed by the issuer. Get a new one."));
        } catch (JwtException e) {
            throw new AccessRefusedException(SecurityProblems.issuerUnavailable());
        }
    }
}
