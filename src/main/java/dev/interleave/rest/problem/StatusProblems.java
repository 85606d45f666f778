package dev.interleave.rest.problem;

/// Maps a bare status to a problem, where a framework or the container set only the status.
public final class StatusProblems {

    private StatusProblems() {}

    public static ProblemException of(int status) {
        ProblemType type = type(status);
        return new ProblemException(type, type.explanation());
    }

    private static ProblemType type(int status) {
        return switch (status) {
            case 400 -> ProblemType.MALFORMED_REQUEST;
            case 401 -> ProblemType.UNAUTHENTICATED;
            case 403 -> ProblemType.FORBIDDEN;
            case 404 -> ProblemType.NOT_FOUND;
            case 405 -> ProblemType.METHOD_NOT_ALLOWED;
            case 406 -> ProblemType.NOT_ACCEPTABLE;
            case 408 -> ProblemType.REQUEST_TIMEOUT;
            case 411 -> ProblemType.LENGTH_REQUIRED;
            case 412 -> ProblemType.PRECONDITION_FAILED;
            case 413 -> ProblemType.TOO_LARGE;
            case 414 -> ProblemType.URI_TOO_LONG;
            case 415 -> ProblemType.UNSUPPORTED_MEDIA_TYPE;
            case 416 -> ProblemType.RANGE_NOT_SATISFIABLE;
            case 417 -> ProblemType.EXPECTATION_FAILED;
            case 422 -> ProblemType.INVALID_INPUT;
            case 429 -> ProblemType.QUOTA_EXCEEDED;
            case 431 -> ProblemType.HEADERS_TOO_LARGE;
            case 501 -> ProblemType.NOT_IMPLEMENTED;
            case 503 -> ProblemType.UNAVAILABLE;
            case 505 -> ProblemType.HTTP_VERSION_NOT_SUPPORTED;
            default -> status >= 400 && status < 500 ? ProblemType.MALFORMED_REQUEST : ProblemType.INTERNAL_ERROR;
        };
    }
}
