package dev.interleave.access;

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
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        if (request != null
                && request.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST) instanceof Caller caller) {
            return caller;
        }
        throw new IllegalStateException("nobody is known to send this request");
    }

    /// @return the owner for whom the request is
    public String owner() {
        return get().owner();
    }
}
