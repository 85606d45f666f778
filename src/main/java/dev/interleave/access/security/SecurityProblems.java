package dev.interleave.access.security;

import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemType;
import org.springframework.http.HttpHeaders;

/// What those hear who may not come in. (RFC 6750, The OAuth 2.0 Authorization Framework: Bearer Token Usage,
/// has the header.)
public final class SecurityProblems {

    private static final String RETRY_AFTER_SECONDS = "5";

    private SecurityProblems() {}

    public static ProblemException nothingShown() {
        return unauthenticated("An API key is needed here. Send \"Authorization: Bearer <api key>\"; whoever runs this"
                + " service has keys to give.");
    }

    public static ProblemException unauthenticated(String detail) {
        return new ProblemException(ProblemType.UNAUTHENTICATED, detail)
                .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }

    public static ProblemException unknownKey(String detail) {
        return new ProblemException(ProblemType.UNAUTHENTICATED, detail)
                .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
    }

    static ProblemException forbidden() {
        return new ProblemException(
                ProblemType.FORBIDDEN,
                "The role of this API key does not allow that: readers may look, submitters may submit and change jobs"
                        + " and callbacks as well, admins may do everything.");
    }

    static ProblemException tokenWithoutRole() {
        return new ProblemException(
                ProblemType.FORBIDDEN,
                "This token names no role of this service. Have the issuer give it one: reader, submitter or admin,"
                        + " with the prefix and in one of the claims that interleave.security.jwt says.");
    }

    public static ProblemException storeUnavailable() {
        return new ProblemException(
                        ProblemType.STORE_UNAVAILABLE,
                        "The database cannot be reached, so API keys cannot be checked. Try again a little later.")
                .withHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }

    public static ProblemException issuerUnavailable() {
        return new ProblemException(
                        ProblemType.UNAVAILABLE,
                        "The issuer of this token cannot be reached, so the token cannot be checked. Try again a"
                                + " little later, or use an API key.")
                .withHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
}
