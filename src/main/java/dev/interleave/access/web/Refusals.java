package dev.interleave.access.web;

import dev.interleave.rest.ProblemException;
import dev.interleave.rest.ProblemType;
import org.springframework.http.HttpHeaders;

/// What those hear who may not come in. (RFC 6750, The OAuth 2.0 Authorization Framework: Bearer Token Usage,
/// has the header.)
final class Refusals {

    private Refusals() {}

    static ProblemException unauthenticated(String detail) {
        return new ProblemException(ProblemType.UNAUTHENTICATED, detail)
                .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }

    static ProblemException unknownKey(String detail) {
        return new ProblemException(ProblemType.UNAUTHENTICATED, detail)
                .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
    }

    static ProblemException forbidden() {
        return new ProblemException(
                ProblemType.FORBIDDEN,
                "The role of this API key does not allow that: readers may look, submitters may submit and change jobs"
                        + " and callbacks as well, admins may do everything.");
    }
}
