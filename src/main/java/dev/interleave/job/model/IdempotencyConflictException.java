package dev.interleave.job.model;

/// An idempotency key cannot be used for a request.
public final class IdempotencyConflictException extends JobException {

    private static final long serialVersionUID = 1L;

    /// Why a key cannot be used.
    public enum Reason {
        /// The key was used with another request body.
        REUSED("This Idempotency-Key was used for another request. Use a new key for each new request."),

        /// The first request with the key has not been answered yet.
        IN_USE("The first request with this Idempotency-Key is still in progress. Send this one again later."),

        /// The jobs of the first request with the key were deleted.
        GONE("The jobs of this Idempotency-Key were deleted. Use a new key to submit them again.");

        private final String message;

        Reason(String message) {
            this.message = message;
        }
    }

    private final Reason reason;

    /// @param reason why the key cannot be used
    public IdempotencyConflictException(Reason reason) {
        super(reason.message);
        this.reason = reason;
    }

    /// @return why the key cannot be used
    public Reason reason() {
        return reason;
    }
}
