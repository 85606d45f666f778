package dev.interleave.access;

import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/// Who sends the request at hand. To be asked by the thread that handles it; thread-safe.
@Component
public final class CurrentCaller {

    /// @return whose request it is
    /// @throws IllegalStateException outside of a request, or in one that nobody has let in
    public Caller get() {
        return find().orElseThrow(() -> new IllegalStateException("nobody is known to send this request"));
    }

    /// @return whose request it is; empty outside of a request, or in one that is open to everybody
    public Optional<Caller> find() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Caller caller
                ? Optional.of(caller)
                : Optional.empty();
    }

    /// @return the owner for whom the request is
    public String owner() {
        return get().owner();
    }
}
