package dev.interleave.rest;

/// How large a request may be.
final class RequestLimits {

    /// Bytes of a request body: 1 MB, as the HTTP contract says.
    static final int MAX_BODY_BYTES = 1_000_000;

    /// Objects and arrays within each other. No body of this API needs more than a handful.
    static final int MAX_JSON_DEPTH = 20;

    private RequestLimits() {}

    static ProblemException bodyTooLarge() {
        return new ProblemException(
                ProblemType.TOO_LARGE,
                "The request body may have at most " + MAX_BODY_BYTES + " bytes; split it over several requests.");
    }
}
