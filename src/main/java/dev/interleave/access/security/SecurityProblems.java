package dev.interleave.access.security;

import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemType;
import org.springframework.http.HttpHeaders;

/// The problems of refused requests. `WWW-Authenticate` follows RFC 6750 (Bearer Token Usage).
public final class SecurityProblems {

    private static final String RETRY_AFTER_SECONDS = "5";

    private SecurityProblems() {}

    public static ProblemException noCredentials() {
        return unauthenticated("This request needs an API key. Send the header \"Authorization: Bearer <api key>\"; the"
                + " operator of the service issues keys.");
    }

    public static ProblemException unauthenticated(String detail) {
        return new ProblemException(ProblemType.UNAUTHENTICATED, detail)
                .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }

    public static ProblemException invalidToken(String detail) {
        return new ProblemException(ProblemType.UNAUTHENTICATED, detail)
                .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
    }

    static ProblemException forbidden() {
        return new ProblemException(
                ProblemType.FORBIDDEN,
                "The role of this API key does not allow this request: a reader can read, a submitter can also submit and"
                        + " change jobs and callbacks, an admin can do everything.");
    }

    static ProblemException tokenWithoutRole() {
        return new ProblemException(
                ProblemType.FORBIDDEN,
                "This token has no role of this service. Configure the issuer to add reader, submitter or admin, with the"
                        + " prefix and in one of the claims of interleave.security.jwt.");
    }

    public static ProblemException storeUnavailable() {
        return new ProblemException(
                        ProblemType.STORE_UNAVAILABLE,
                        "The database is unavailable, so API keys cannot be checked. Retry later.")
                .withHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }

    public static ProblemException issuerUnavailable() {
        return new ProblemException(
                        ProblemType.UNAVAILABLE,
                        "The issuer of this token is unavailable, so the token cannot be checked. Retry later,"
                                + " or use an API key.")
                .withHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
}
