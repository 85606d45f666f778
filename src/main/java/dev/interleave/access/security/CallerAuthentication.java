package dev.interleave.access.security;

import dev.interleave.access.Caller;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;

/// The authentication of a caller. Immutable.
public final class CallerAuthentication extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    /// Where the credentials were.
    public enum Credentials {
        /// A key or a token in a header that browsers do not send by themselves.
        HEADER,
        /// A session in a cookie, which browsers also send with requests of other pages.
        COOKIE,
        /// None; the service requires none.
        NONE
    }

    private final transient Object principal;
    private final Credentials credentials;

    private CallerAuthentication(Object principal, List<GrantedAuthority> authorities, Credentials credentials) {
        super(authorities);
        this.principal = principal;
        this.credentials = credentials;
        setAuthenticated(true);
    }

    public static CallerAuthentication of(Caller caller, Credentials credentials) {
        return new CallerAuthentication(caller, RoleAuthorities.of(caller.role()), credentials);
    }

    /// @param name the subject of a valid token without a role of this service
    public static CallerAuthentication withoutRole(String name) {
        return new CallerAuthentication(name, List.of(), Credentials.HEADER);
    }

    public Credentials credentials() {
        return credentials;
    }

    @Override
    public Object getCredentials() {
        return ""; // not kept after authentication
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
