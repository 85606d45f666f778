package dev.interleave.access.web;

import dev.interleave.access.security.AccessRefusedException;
import dev.interleave.rest.problem.ProblemType;
import dev.interleave.rest.sse.StreamAuthorizer;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.BooleanSupplier;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/// Authenticates the credentials of an open stream again: the key may be revoked, the token or the session expired.
/// Thread-safe.
@Component
final class StreamReauthenticator implements StreamAuthorizer {

    private final AuthenticationManager authenticationManager;
    private final CredentialsConverter credentialsConverter = new CredentialsConverter();

    StreamReauthenticator(AuthenticationManager authenticationManager) {
        this.authenticationManager = authenticationManager;
    }

    @Override
    public BooleanSupplier of(HttpServletRequest request) {
        Authentication credentials = credentialsConverter.convert(request);
        return () -> credentials == null || isValid(credentials);
    }

    /// Credentials stay valid while the store or the issuer is unavailable.
    private boolean isValid(Authentication credentials) {
        try {
            authenticationManager.authenticate(credentials);
            return true;
        } catch (AccessRefusedException refused) {
            return refused.problem().type() != ProblemType.UNAUTHENTICATED;
        }
    }
}
