package dev.interleave.access;

import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
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
}
