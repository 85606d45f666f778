package dev.interleave.job.model;

/// An idempotency key cannot serve this request.
public final class IdempotencyConflictException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// Why it cannot.
    public enum Reason {
        /// The key came with another body before.
        REUSED,
        /// A request with the key is being handled right now.
        IN_USE,
        /// What the key had made was deleted.
        GONE
    }

    private final Reason reason;

    /// @param reason why
    public IdempotencyConflictException(Reason reason) {
        super(reason.name());
        this.reason = reason;
    }

    /// @return why
    public Reason reason() {
        return reason;
    }
}
