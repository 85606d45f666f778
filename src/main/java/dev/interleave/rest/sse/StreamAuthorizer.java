package dev.interleave.rest.sse;

import jakarta.servlet.http.HttpServletRequest;
import java.util.function.BooleanSupplier;

/// Decides whether an open stream may continue: its credentials may have been revoked since the request.
@FunctionalInterface
public interface StreamAuthorizer {

    /// @param request that opens a stream, and was let in
    /// @return asked now and then by the thread of the stream; false once the request would be refused
    BooleanSupplier of(HttpServletRequest request);
}
