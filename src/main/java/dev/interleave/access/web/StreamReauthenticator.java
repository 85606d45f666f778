package dev.interleave.access.web;

import dev.interleave.access.security.AccessRefusedException;
import dev.interleave.rest.problem.ProblemType;
import dev.interleave.rest.sse.StreamAuthorizer;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.BooleanSupplier;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/// Looks again at what was shown when a stream was opened: the key may have been revoked since, the token or
/// the session be over. Thread-safe.
@Component
final class StreamReauthenticator implements StreamAuthorizer {

    private final AuthenticationManager callers;
    private final CredentialsConverter credentialsConverter = new CredentialsConverter();

    StreamReauthenticator(AuthenticationManager callers) {
        this.callers = callers;
    }

    @Override
    public BooleanSupplier of(HttpServletRequest request) {
        Authentication shown = credentialsConverter.convert(request);
        return () -> shown == null || isGood(shown);
    }

    /// A store or an issuer that does not answer has revoked nothing.
    private boolean isGood(Authentication shown) {
        try {
            callers.authenticate(shown);
            return true;
        } catch (AccessRefusedException refused) {
            return refused.problem().type() != ProblemType.UNAUTHENTICATED;
        }
    }
}
