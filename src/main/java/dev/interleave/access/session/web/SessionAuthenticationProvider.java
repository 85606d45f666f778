package dev.interleave.access.session.web;

import dev.interleave.access.Caller;
import dev.interleave.access.key.AnonymousAccessPolicy;
import dev.interleave.access.security.AccessRefusedException;
import dev.interleave.access.security.CallerAuthentication;
import dev.interleave.access.security.CallerAuthentication.Shown;
import dev.interleave.access.security.SecurityProblems;
import dev.interleave.access.session.SessionRegistry;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;

/// Knows browsers that have shown a key. Where no key is needed, a session that is over does no harm.
/// Thread-safe.
public final class SessionAuthenticationProvider implements AuthenticationProvider {

    private final SessionRegistry sessionRegistry;
    private final AnonymousAccessPolicy anonymousAccessPolicy;

    public SessionAuthenticationProvider(SessionRegistry sessionRegistry, AnonymousAccessPolicy anonymousAccessPolicy) {
        this.sessionRegistry = sessionRegistry;
        this.anonymousAccessPolicy = anonymousAccessPolicy;
    }

    @Override
    public Authentication authenticate(Authentication shown) {
        return find(((SessionAuthenticationToken) shown).text())
                .map(caller -> CallerAuthentication.of(caller, Shown.COOKIE))
                .or(() -> anonymousAccessPolicy
                        .withoutKey()
                        .map(anybody -> CallerAuthentication.of(anybody, Shown.NOTHING)))
                .orElseThrow(() -> new AccessRefusedException(SecurityProblems.nothingShown()));
    }

    @Override
    public boolean supports(Class<?> shown) {
        return SessionAuthenticationToken.class.isAssignableFrom(shown);
    }

    private Optional<Caller> find(String text) {
        try {
            return sessionRegistry.find(text);
        } catch (DataAccessException e) {
            throw new AccessRefusedException(SecurityProblems.storeUnavailable());
        }
    }
}
