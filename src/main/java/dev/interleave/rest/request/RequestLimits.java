package dev.interleave.rest.request;

import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemType;

/// The limits on the size of a request.
public final class RequestLimits {

    /// Bytes of a request body: 1 MB, as the HTTP contract says.
    public static final int MAX_BODY_BYTES = 1_000_000;

    /// Objects and arrays within each other. No body of this API needs more than a handful.
    public static final int MAX_JSON_DEPTH = 20;

    private RequestLimits() {}

    public static ProblemException bodyTooLarge() {
        return new ProblemException(
                ProblemType.TOO_LARGE,
                "The request body may have at most " + MAX_BODY_BYTES + " bytes; split it over several requests.");
    }
}
