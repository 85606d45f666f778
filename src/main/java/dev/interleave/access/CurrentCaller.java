package dev.interleave.access;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.stereotype.Component;

/// Finds the caller of the current request. Thread-safe; call on the thread that handles the request.
@Component
public final class CurrentCaller {

    /// @return the caller
    /// @throws IllegalStateException if the current request is not authenticated
    public Caller get() {
        return find().orElseThrow(() -> new IllegalStateException("the current request is not authenticated"));
    }

    /// @return the caller; empty outside of a request and on public paths
    public Optional<Caller> find() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Caller caller
                ? Optional.of(caller)
                : Optional.empty();
    }

    /// @return the owner of the caller
    public String owner() {
        return get().owner();
    }

    /// Runs an action outside of a request on behalf of a caller, with the permissions of that caller.
    ///
    /// @param <T> the type of the result
    /// @param caller the caller that the action finds
    /// @param action runs on this thread
    /// @return the result of the action
    public <T> T callAs(Caller caller, Supplier<T> action) {
        SecurityContext previous = SecurityContextHolder.getContext();
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new PreAuthenticatedAuthenticationToken(caller, "", List.of()));
        SecurityContextHolder.setContext(context);
        try {
            return action.get();
        } finally {
            SecurityContextHolder.setContext(previous);
        }
    }
}
