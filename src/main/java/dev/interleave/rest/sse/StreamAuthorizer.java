package dev.interleave.rest.sse;

import jakarta.servlet.http.HttpServletRequest;
import java.util.function.BooleanSupplier;

/// Tells of those who listen to a stream whether they still may: what let a request in may be over before its
/// stream is.
@FunctionalInterface
public interface StreamAuthorizer {

    /// @param request that opens a stream, and was let in
    /// @return asked now and then by the thread of the stream; false once the request would be refused
    BooleanSupplier of(HttpServletRequest request);
}
