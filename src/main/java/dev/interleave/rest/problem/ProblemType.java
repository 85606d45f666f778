package dev.interleave.rest.problem;

import dev.interleave.rest.link.BasePath;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The types of problems.
///
/// The slug is part of the API and never changes. The title and the explanation may be reworded at any time.
public enum ProblemType {
    MALFORMED_REQUEST(400, "Malformed request", """
            The request is not well-formed HTTP, or its body is not one JSON object in UTF-8 with only the documented members, each \
            at most once. Send exactly one JSON object, without a byte order mark, comments or trailing text, and leave out members \
            that the API documentation does not name."""),
    INVALID_PARAMETER(400, "Invalid parameter", """
            A parameter of the URL is unknown, missing, given twice, or has a value that is not allowed. The detail names it. Take page \
            tokens unchanged from the previous page, together with the same filters."""),
    INVALID_HEADER(400, "Invalid header", """
            A header that this endpoint reads has a value that it cannot use. The detail names it. An Idempotency-Key is 1 to 255 visible \
            ASCII characters, and is given once."""),
    UNAUTHENTICATED(401, "Authentication required", """
            The request has no API key, or an unknown API key. Send "Authorization: Bearer <api key>" with a key from the operator of \
            this service, or with a token of the issuer that the service trusts."""),
    FORBIDDEN(403, "Permission denied", """
            The credentials do not permit this request. Use a key with the required role, or ask the operator of this service. Without \
            API keys: the request came from a page of another site, or its host name is not one of this service."""),
    NOT_FOUND(404, "Not found", """
            Nothing exists at this URL, or it belongs to another owner. Check the URL against the API documentation, and the id against \
            the response that contained it. Finished jobs are deleted after their retention time."""),
    METHOD_NOT_ALLOWED(405, "Method not allowed", """
            The URL does not support this HTTP method. The Allow header lists the methods that it supports."""),
    NOT_ACCEPTABLE(406, "Not acceptable", """
            The Accept header excludes each form of the response. The detail lists the forms. Accept one of them, or leave the \
            header out."""),
    REQUEST_TIMEOUT(408, "Request timeout", """
            The rest of the request did not arrive in time. Send the request again without pauses."""),
    JOB_NOT_FINISHED(409, "Job not finished", """
            The job has to finish before this request is possible. Wait as long as the Retry-After header says, long-poll the job with \
            "Prefer: wait=60", stream its events, or cancel it."""),
    JOB_HAS_NO_RESULT(409, "Job has no result", """
            The job failed or was cancelled, so it has no result. The "problem" member of the job says why it failed. Submit the job \
            again if the reason no longer applies."""),
    ILLEGAL_TRANSITION(409, "Illegal transition", """
            The state of the job does not permit this change: for example, a finished job can be neither paused nor cancelled. Read the \
            job to see its state."""),
    SCHEDULE_EXISTS(409, "Schedule exists", """
            Another schedule of this owner has the same name. Choose another name, or change or delete the other schedule: \
            GET /v1/schedules lists all schedules."""),
    IDEMPOTENCY_KEY_IN_USE(409, "Idempotency key in use", """
            Another request with the same Idempotency-Key has no response yet. Send this request again a little later: it gets the same \
            response."""),
    JOB_GONE(410, "Job deleted", """
            The job and its result were deleted, by its owner or at the end of the retention time. Submit the job again if you still \
            need it."""),
    RESOURCE_GONE(410, "Resource deleted", """
            An earlier request with the same Idempotency-Key created a resource that has been deleted since. Use a new key to create \
            the resource again."""),
    RESULT_EXPIRED(410, "Result expired", """
            The job succeeded, but the service keeps its result only until "expiresAt" of the job. Submit the job again to compute the \
            result again."""),
    LENGTH_REQUIRED(411, "Length required", """
            The request has a body of unknown length. Send a Content-Length header or use chunked transfer coding."""),
    PRECONDITION_FAILED(412, "Precondition failed", """
            A conditional header such as If-Match does not hold: the resource has another version. Read the resource again, and repeat \
            the request with its new ETag."""),
    TOO_LARGE(413, "Request body too large", """
            A request body may have at most 1,000,000 bytes. Split the work: a batch holds up to 1,000 jobs, and you can send any number \
            of batches."""),
    URI_TOO_LONG(414, "URL too long", """
            The URL is longer than the limit of the service. Use fewer or shorter query parameters."""),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type", """
            Request bodies are "application/json", with no parameter other than "charset=utf-8", and are not compressed. Set Content-Type \
            accordingly and leave Content-Encoding out."""),
    RANGE_NOT_SATISFIABLE(416, "Range not satisfiable", """
            No range of the Range header overlaps the result. The Content-Range header contains the length of the result: request bytes \
            below it."""),
    EXPECTATION_FAILED(417, "Expectation failed", """
            The Expect header asks for something other than "100-continue". Leave it out."""),
    INVALID_INPUT(422, "Invalid input", """
            The body is well-formed, but at least one value is missing, of the wrong type or outside of its limits. The "errors" member \
            points at each of these values and says what to send instead. GET /v1/computations lists the limits."""),
    INVALID_PROGRAM(422, "Invalid program", """
            The source is not a program of the supported subset of Python, or is too long. The "errors" member has the line, the column, \
            and what to write instead. POST /v1/programs/check checks a program without running it."""),
    IDEMPOTENCY_KEY_REUSED(422, "Idempotency key reused", """
            A request with another body used the same Idempotency-Key within the last 24 hours. Use a new key for each new request, and \
            the same key only to repeat a request."""),
    CALLBACK_URL_REFUSED(422, "Callback URL refused", """
            Callbacks go to http or https URLs of up to 2,048 characters without user name or password, whose host has public addresses \
            only. Use such a URL, or ask the operator of this service to allow the network (interleave.webhooks.allowed-networks)."""),
    QUOTA_EXCEEDED(429, "Quota exceeded", """
            The owner has used up a quota, which the detail names: requests per second, jobs in flight, queued jobs, loop time, or storage \
            for results. Nothing was stored. Wait as long as the Retry-After header says. The RateLimit and RateLimit-Policy headers \
            contain the limit and the rest, and GET /v1/quota shows all quotas."""),
    HEADERS_TOO_LARGE(431, "Request headers too large", """
            The headers of the request are larger than the limit of the service. Send fewer or shorter headers, and look for cookies of \
            other services."""),
    INTERNAL_ERROR(500, "Internal error", """
            The service failed; the request is not the reason. The log contains the error. Repeat the request; with an Idempotency-Key that \
            is always safe. If it fails again, tell the operator of this service the time of the request."""),
    NOT_IMPLEMENTED(501, "Not implemented", """
            The request uses a feature of HTTP that this service does not support, such as an unknown transfer coding. Send the request \
            without it."""),
    QUEUE_FULL(503, "Queue full", """
            The queue of jobs is full. Nothing was stored. Send the request again after the time in the Retry-After header."""),
    TOO_MANY_STREAMS(503, "Too many open event streams", """
            The limit of open event streams is reached. Close streams that you do not need, poll instead, or try again after the time in \
            the Retry-After header."""),
    TOO_MANY_DOWNLOADS(503, "Too many downloads", """
            The limit of simultaneous downloads is reached. Finish your downloads, and send the request again after the time in the \
            Retry-After header; with Range, an interrupted download continues where it ended."""),
    STORE_UNAVAILABLE(503, "Database unavailable", """
            The service cannot reach its database or cannot write to it. Send the request again after the time in the Retry-After header; \
            with an Idempotency-Key that is always safe."""),
    UNAVAILABLE(503, "Service unavailable", """
            The service is starting, stopping, or too busy to respond in time. Send the request again a little later."""),
    HTTP_VERSION_NOT_SUPPORTED(505, "HTTP version not supported", """
            The request line names a version of HTTP that this service does not support. Use HTTP/1.1 or HTTP/2."""),
    TIMED_OUT(422, "Job timed out", """
            The job did not finish within its "timeout". Submit it again with a longer timeout or without a timeout, or select the fast \
            algorithm."""),
    PREDECESSOR_FAILED(422, "Predecessor failed", """
            A job that this one was to run after failed or was cancelled, so this one was cancelled as well. The detail names that job. \
            Submit both again, or use "onFailure": "run" for a job that has to run in any case."""),
    OUT_OF_MEMORY_BUDGET(422, "Out of memory budget", """
            The computation needs more memory than this service gives to jobs, or to a program (interleave.programs.max-memory). Submit a \
            smaller input, keep less data at a time, or try again when fewer jobs are running."""),
    PROGRAM_FAILED(422, "Program failed", """
            The program raised an exception that it did not handle. The problem contains the exception, its message, the line, and the \
            traceback. Correct the program or its input, and submit it again."""),
    RECURSION(422, "Recursion limit exceeded", """
            The calls of the program are nested deeper than interleave.programs.max-depth permits. Use a loop, or end the recursion \
            earlier."""),
    COMPUTATION_FAILED(500, "Computation failed", """
            The computation failed with an error of its own, which is in the log. Submit the job again. If it fails again, tell the operator \
            of this service the id of the job.""");

    private final int status;
    private final String title;
    private final String explanation;

    ProblemType(int status, String title, String explanation) {
        this.status = status;
        this.title = title;
        this.explanation = explanation;
    }

    /// The stable name, such as `job-not-finished`.
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The `type` of a [Problem], which is also the path of the page that explains it.
    ///
    /// @param base the base path of the request
    public URI uri(BasePath base) {
        return base.uri("/problems/" + slug());
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /// What happened and how to fix it, in one paragraph of plain text.
    public String explanation() {
        return explanation;
    }

    static Optional<ProblemType> bySlug(String slug) {
        return Arrays.stream(values()).filter(type -> type.slug().equals(slug)).findFirst();
    }
}
