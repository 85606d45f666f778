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

/// Authenticates requests with the cookie of a session. Thread-safe. If the service requires no key, an expired
/// session is treated as none.
public final class SessionAuthenticationProvider implements AuthenticationProvider {

    private final SessionRegistry sessions;
    private final AnonymousAccessPolicy anonymousAccess;

    public SessionAuthenticationProvider(SessionRegistry sessions, AnonymousAccessPolicy anonymousAccess) {
        this.sessions = sessions;
        this.anonymousAccess = anonymousAccess;
    }

    @Override
    public Authentication authenticate(Authentication credentials) {
        return find(((SessionAuthenticationToken) credentials).text())
                .map(caller -> CallerAuthentication.of(caller, Shown.COOKIE))
                .or(() ->
                        anonymousAccess.anonymousCaller().map(caller -> CallerAuthentication.of(caller, Shown.NOTHING)))
                .orElseThrow(() -> new AccessRefusedException(SecurityProblems.noCredentials()));
    }

    @Override
    public boolean supports(Class<?> type) {
        return SessionAuthenticationToken.class.isAssignableFrom(type);
    }

    private Optional<Caller> find(String text) {
        try {
            return sessions.find(text);
        } catch (DataAccessException e) {
            throw new AccessRefusedException(SecurityProblems.storeUnavailable());
        }
    }
}
