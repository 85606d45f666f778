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
    MALFORMED_REQUEST(400, "The request cannot be read", """
            The request is not well-formed HTTP, or its body is not one JSON object in UTF-8 with only the documented members, each \
            at most once. Send exactly one JSON object, without a byte order mark, comments or trailing text, and leave out members \
            that the API documentation does not name."""),
    INVALID_PARAMETER(400, "A query or path parameter is wrong", """
            A parameter of the URL is unknown, missing, given twice, or has a value that is not allowed. The detail names it. Take page \
            tokens unchanged from the previous page, together with the same filters."""),
    INVALID_HEADER(400, "A request header is wrong", """
            A header that this endpoint reads has a value that it cannot use. The detail names it. An Idempotency-Key is 1 to 255 visible \
            ASCII characters, and is given once."""),
    UNAUTHENTICATED(401, "An API key is needed", """
            The request has no API key, or one that is not known here. Send "Authorization: Bearer <api key>" with a key that the operator \
            of this service gave you, or with a token of the issuer that it trusts."""),
    FORBIDDEN(403, "This API key may not do that", """
            The API key is known, but it may not do what was asked. Use a key with the right for it, or ask the operator of this service. \
            Where no key is needed: the request came from a page of another site, or asked for a host name that is not known to be \
            this service's."""),
    NOT_FOUND(404, "There is nothing here", """
            No such thing exists, or it belongs to another owner. Check the URL against the API documentation, and the id against the \
            answer that gave it to you. Finished jobs are forgotten after their retention time."""),
    METHOD_NOT_ALLOWED(405, "This URL does not know the method", """
            The URL exists, but not for this HTTP method. The Allow header lists the methods that it has."""),
    NOT_ACCEPTABLE(406, "No acceptable form of the answer", """
            The Accept header excludes every form that this answer can take. The detail lists the forms. Accept one of them, or leave the \
            header out."""),
    REQUEST_TIMEOUT(408, "The request took too long to arrive", """
            The service stopped waiting for the rest of the request. Send it again, in one go."""),
    JOB_NOT_FINISHED(409, "The job has not finished", """
            What was asked for is there only once the job is over. Wait as long as the Retry-After header says, long-poll the job with \
            "Prefer: wait=60", listen to its events, or cancel it."""),
    JOB_HAS_NO_RESULT(409, "The job ended without a result", """
            The job failed or was cancelled, so there is no result and never will be. The job's own "problem" member says why it failed. \
            Submit it again if the reason is gone."""),
    ILLEGAL_TRANSITION(409, "The job cannot change that way", """
            The job's state does not allow what was asked: for example, a finished job can be neither paused nor cancelled. Read the job \
            to see its state."""),
    IDEMPOTENCY_KEY_IN_USE(409, "The first request with this key is still being handled", """
            Another request with the same Idempotency-Key has not been answered yet. Send this one again a little later: it will get the \
            same answer."""),
    JOB_GONE(410, "The job was forgotten", """
            The job existed, but it and its result were deleted, by its owner or at the end of the retention time. Submit it again if it \
            is still needed."""),
    RESOURCE_GONE(410, "The resource was deleted", """
            An earlier request with the same Idempotency-Key created a resource that was deleted since. Use a new key to create it \
            again."""),
    RESULT_EXPIRED(410, "The result has expired", """
            The job succeeded, but its result was kept only until the job's "expiresAt". Submit the job again to compute it anew."""),
    LENGTH_REQUIRED(411, "The length of the body is missing", """
            The request has a body of unknown length. Send a Content-Length header or use chunked transfer coding."""),
    PRECONDITION_FAILED(412, "A condition of the request does not hold", """
            A conditional header such as If-Match asks for a version that is no longer there. Read it again and repeat the request with \
            its new ETag."""),
    TOO_LARGE(413, "The request body is too large", """
            A request body may have at most 1,000,000 bytes. Split the work: a batch holds up to 1,000 jobs, and any number of batches may \
            be sent."""),
    URI_TOO_LONG(414, "The URL is too long", """
            The URL is longer than this service reads. Use fewer or shorter query parameters."""),
    UNSUPPORTED_MEDIA_TYPE(415, "The request body has the wrong form", """
            Request bodies are "application/json", with no parameter other than "charset=utf-8", and are not compressed. Set Content-Type \
            accordingly and leave Content-Encoding out."""),
    RANGE_NOT_SATISFIABLE(416, "The range lies outside of the result", """
            None of the ranges in the Range header overlaps the result. The Content-Range header gives its length: ask for bytes below it."""),
    EXPECTATION_FAILED(417, "The expectation cannot be met", """
            The Expect header asks for something other than "100-continue". Leave it out."""),
    INVALID_INPUT(422, "The request has wrong values", """
            The body is well-formed, but at least one value is missing, of the wrong type or outside of its limits. The "errors" member \
            points at each of them and says what is expected. GET /v1/computations lists the limits."""),
    INVALID_PROGRAM(422, "The program is not valid", """
            The source is not a program of the supported subset of Python, or is too long. The "errors" member has the line, the column, \
            and what to write instead. POST /v1/programs/check checks a program without running it."""),
    IDEMPOTENCY_KEY_REUSED(422, "The idempotency key belongs to another request", """
            The same Idempotency-Key was used within the last 24 hours for a request with another body. Use a new key for each new job, and \
            the same key only to repeat the very same request."""),
    CALLBACK_URL_REFUSED(422, "The callback URL is not allowed", """
            Callbacks go to http or https URLs of up to 2,048 characters without user name or password, whose host has public addresses \
            only. Use such a URL, or ask the operator of this service to allow the network (interleave.webhooks.allowed-networks)."""),
    QUOTA_EXCEEDED(429, "The quota is used up", """
            The owner of this API key has used up a quota, which the detail names: requests per second, jobs in flight, queued jobs, loop \
            time, or storage for results. Nothing was stored. Wait as long as the Retry-After header says; the RateLimit and \
            RateLimit-Policy headers tell how much is left and how much there is, and GET /v1/quota tells how all quotas stand."""),
    HEADERS_TOO_LARGE(431, "The request headers are too large", """
            The headers of the request are larger than this service reads. Send fewer or shorter ones, and look for cookies that do not \
            belong here."""),
    INTERNAL_ERROR(500, "The service made a mistake", """
            Something went wrong that is not the fault of the request. It has been logged. Repeating the request may help; with an \
            Idempotency-Key that is always safe. If it happens again, tell the operator of this service when it did."""),
    NOT_IMPLEMENTED(501, "This part of HTTP is not supported", """
            The request uses a feature of HTTP that this service does not have, such as an unknown transfer coding. Send it plainly."""),
    QUEUE_FULL(503, "The queue is full", """
            So many jobs are waiting that this service takes no more for now. Nothing was stored. Send the request again after the time \
            in the Retry-After header."""),
    TOO_MANY_STREAMS(503, "Too many are listening", """
            The limit of open event streams is reached. Close those that you do not need, poll instead, or try \
            again after the time in the Retry-After header."""),
    TOO_MANY_DOWNLOADS(503, "Too many are downloading", """
            As many results are on their way to clients as this service sends at a time. Finish those that you have begun, and ask again \
            after the time in the Retry-After header; with Range, a download goes on where it was broken off."""),
    STORE_UNAVAILABLE(503, "The database cannot be reached", """
            The service cannot reach its database or cannot write to it, so it cannot promise to keep anything. Send the request again after \
            the time in the Retry-After header; with an Idempotency-Key that is always safe."""),
    UNAVAILABLE(503, "The service cannot answer now", """
            The service is starting, stopping, or was too busy to answer in time. Send the request again a little later."""),
    HTTP_VERSION_NOT_SUPPORTED(505, "This version of HTTP is not supported", """
            The request line names a version of HTTP that this service does not speak. Use HTTP/1.1."""),
    TIMED_OUT(422, "The job ran out of time", """
            The job was not finished within its "timeout". Submit it again with a longer one or without one, or choose the fast algorithm."""),
    OUT_OF_MEMORY_BUDGET(422, "The job needs more memory than there is", """
            The computation outgrew the memory that this service gives to jobs, or to a program (interleave.programs.max-memory). Submit a \
            smaller input, keep less data at a time, or try again when fewer jobs are running."""),
    PROGRAM_FAILED(422, "The program ended with an exception", """
            The program raised an exception that it did not handle. The problem has the exception, its message, the line, and the \
            traceback. Correct the program or its input, and submit it again."""),
    RECURSION(422, "The program has too many nested calls", """
            Functions of the program called each other deeper than interleave.programs.max-depth allows. Use a loop, or end the recursion \
            earlier."""),
    COMPUTATION_FAILED(500, "The computation failed", """
            The computation stopped with a fault of its own, which has been logged. Submitting the job again may help. If it happens again, \
            tell the operator of this service the id of the job.""");

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
