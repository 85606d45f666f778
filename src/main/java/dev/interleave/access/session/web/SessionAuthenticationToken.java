package dev.interleave.access.session.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/// The session token of a cookie, not authenticated yet. Immutable.
public final class SessionAuthenticationToken extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final String text;

    public SessionAuthenticationToken(String text) {
        super(List.of());
        this.text = text;
    }

    String text() {
        return text;
    }

    @Override
    public Object getCredentials() {
        return text;
    }

    @Override
    public Object getPrincipal() {
        return "";
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
