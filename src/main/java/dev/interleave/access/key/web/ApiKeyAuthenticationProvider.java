package dev.interleave.access.key.web;

import dev.interleave.access.Caller;
import dev.interleave.access.key.ApiKeyRegistry;
import dev.interleave.access.security.AccessRefusedException;
import dev.interleave.access.security.CallerAuthentication;
import dev.interleave.access.security.CallerAuthentication.Shown;
import dev.interleave.access.security.SecurityProblems;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/// Authenticates requests with an API key. Thread-safe.
public final class ApiKeyAuthenticationProvider implements AuthenticationProvider {

    private final ApiKeyRegistry keys;
    private final Predicate<String> isOtherToken;

    /// @param isOtherToken whether another provider may accept a text that is not a key
    public ApiKeyAuthenticationProvider(ApiKeyRegistry keys, Predicate<String> isOtherToken) {
        this.keys = keys;
        this.isOtherToken = isOtherToken;
    }

    @Override
    public @Nullable Authentication authenticate(Authentication credentials) {
        String text = ((BearerTokenAuthenticationToken) credentials).getToken();
        Optional<Caller> caller = find(text);
        if (caller.isEmpty() && isOtherToken.test(text)) {
            return null;
        }
        return caller.map(known -> CallerAuthentication.of(known, Shown.HEADER))
                .orElseThrow(() -> new AccessRefusedException(
                        SecurityProblems.invalidToken("This API key is unknown, expired or revoked.")));
    }

    @Override
    public boolean supports(Class<?> type) {
        return BearerTokenAuthenticationToken.class.isAssignableFrom(type);
    }

    private Optional<Caller> find(String text) {
        try {
            return keys.find(text);
        } catch (DataAccessException e) {
            throw new AccessRefusedException(SecurityProblems.storeUnavailable());
        }
    }
}
