package dev.interleave.access;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/// Who sends the request at hand. To be asked by the thread that handles it; thread-safe.
@Component
public final class CurrentCaller {

    /// @return whose request it is
    /// @throws IllegalStateException outside of a request, or in one that nobody has let in
    public Caller get() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication != null && authentication.getPrincipal() instanceof Caller caller) {
            return caller;
        }
        throw new IllegalStateException("nobody is known to send this request");
    }

    /// @return the owner for whom the request is
    public String owner() {
        return get().owner();
    }
}
