package dev.interleave.access.web;

import dev.interleave.access.Caller;
import dev.interleave.access.Doors;
import dev.interleave.access.Sessions;
import dev.interleave.access.web.CallerAuthentication.Shown;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;

/// Knows browsers that have shown a key. Where no key is needed, a session that is over does no harm.
/// Thread-safe.
final class SessionProvider implements AuthenticationProvider {

    private final Sessions sessions;
    private final Doors doors;

    SessionProvider(Sessions sessions, Doors doors) {
        this.sessions = sessions;
        this.doors = doors;
    }

    @Override
    public Authentication authenticate(Authentication shown) {
        return find(((SessionToken) shown).text())
                .map(caller -> CallerAuthentication.of(caller, Shown.COOKIE))
                .or(() -> doors.withoutKey().map(anybody -> CallerAuthentication.of(anybody, Shown.NOTHING)))
                .orElseThrow(() -> new RefusedException(Refusals.nothingShown()));
    }

    @Override
    public boolean supports(Class<?> shown) {
        return SessionToken.class.isAssignableFrom(shown);
    }

    private Optional<Caller> find(String text) {
        try {
            return sessions.find(text);
        } catch (DataAccessException e) {
            throw new RefusedException(Refusals.storeUnavailable());
        }
    }
}
