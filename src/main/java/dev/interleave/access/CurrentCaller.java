package dev.interleave.access;

import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/// Who sends the request at hand. To be asked by the thread that handles it; thread-safe.
@Component
public final class CurrentCaller {

    /// The attribute of a request that says who sends it, once that is known.
    public static final String ATTRIBUTE = CurrentCaller.class.getName();

    /// @return whose request it is
    /// @throws IllegalStateException outside of a request, or in one that nobody has let in
    public Caller get() {
        return find().orElseThrow(() -> new IllegalStateException("nobody is known to send this request"));
    }

    /// @return whose request it is; empty outside of a request, or in one that is open to everybody
    public Optional<Caller> find() {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        return request != null
                        && request.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST) instanceof Caller caller
                ? Optional.of(caller)
                : Optional.empty();
    }

    /// @return the owner for whom the request is
    public String owner() {
        return get().owner();
    }
}
