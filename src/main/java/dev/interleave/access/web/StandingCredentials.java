package dev.interleave.access.web;

import dev.interleave.rest.ListenerCheck;
import dev.interleave.rest.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.BooleanSupplier;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/// Looks again at what was shown when a stream was opened: the key may have been revoked since, the token or
/// the session be over. Thread-safe.
@Component
final class StandingCredentials implements ListenerCheck {

    private final AuthenticationManager callers;
    private final Credentials credentials = new Credentials();

    StandingCredentials(AuthenticationManager callers) {
        this.callers = callers;
    }

    @Override
    public BooleanSupplier of(HttpServletRequest request) {
        Authentication shown = credentials.convert(request);
        return () -> shown == null || isGood(shown);
    }

    /// A store or an issuer that does not answer has revoked nothing.
    private boolean isGood(Authentication shown) {
        try {
            callers.authenticate(shown);
            return true;
        } catch (RefusedException refused) {
            return refused.problem().type() != ProblemType.UNAUTHENTICATED;
        }
    }
}
