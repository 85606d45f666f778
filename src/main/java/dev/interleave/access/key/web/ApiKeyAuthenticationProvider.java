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

/// Knows API keys. Thread-safe.
public final class ApiKeyAuthenticationProvider implements AuthenticationProvider {

    private final ApiKeyRegistry keys;
    private final Predicate<String> isForOthers;

    /// @param keys the keys
    /// @param isForOthers which texts somebody else may know, if they are no keys
    public ApiKeyAuthenticationProvider(ApiKeyRegistry keys, Predicate<String> isForOthers) {
        this.keys = keys;
        this.isForOthers = isForOthers;
    }

    @Override
    public @Nullable Authentication authenticate(Authentication shown) {
        String text = ((BearerTokenAuthenticationToken) shown).getToken();
        Optional<Caller> caller = find(text);
        if (caller.isEmpty() && isForOthers.test(text)) {
            return null;
        }
        return caller.map(known -> CallerAuthentication.of(known, Shown.HEADER))
                .orElseThrow(() -> new AccessRefusedException(
                        SecurityProblems.unknownKey("This API key is not known here, or no longer.")));
    }

    @Override
    public boolean supports(Class<?> shown) {
        return BearerTokenAuthenticationToken.class.isAssignableFrom(shown);
    }

    private Optional<Caller> find(String text) {
        try {
            return keys.find(text);
        } catch (DataAccessException e) {
            throw new AccessRefusedException(SecurityProblems.storeUnavailable());
        }
    }
}
