package dev.interleave.access.security;

import dev.interleave.access.Caller;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;

/// An authenticated caller. Immutable.
public final class CallerAuthentication extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    /// What was shown.
    public enum Shown {
        /// A key or a token, in a header that no browser sends of its own accord.
        HEADER,
        /// A cookie, which a browser sends with every request, whichever page has asked for it.
        COOKIE,
        /// Nothing, where nothing is needed.
        NOTHING
    }

    private final transient Object principal;
    private final Shown shown;

    private CallerAuthentication(Object principal, List<GrantedAuthority> authorities, Shown shown) {
        super(authorities);
        this.principal = principal;
        this.shown = shown;
        setAuthenticated(true);
    }

    public static CallerAuthentication of(Caller caller, Shown shown) {
        return new CallerAuthentication(caller, RoleAuthorities.of(caller.role()), shown);
    }

    /// @param name of a caller without a role
    public static CallerAuthentication withoutRole(String name) {
        return new CallerAuthentication(name, List.of(), Shown.HEADER);
    }

    public Shown shown() {
        return shown;
    }

    @Override
    public Object getCredentials() {
        return ""; // it was looked at, and is kept nowhere
    }

    @Override
    public Object getPrincipal() {
        return principal;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
