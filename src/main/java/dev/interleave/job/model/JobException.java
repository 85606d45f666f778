package dev.interleave.job.model;

/// A request about jobs that cannot be carried out, for a reason that concerns the client. The message is
/// written for the client.
public abstract sealed class JobException extends RuntimeException
        permits IdempotencyConflictException,
                IllegalTransitionException,
                InsufficientMemoryException,
                JobNotFoundException,
                NoResultException,
                PredecessorNotFoundException,
                QueueFullException,
                QuotaExceededException {

    private static final long serialVersionUID = 1L;

    JobException(String message) {
        super(message);
    }

    /// The message, which is never null.
    ///
    /// @return what to tell the client
    public final String description() {
        return String.valueOf(getMessage());
    }
}
