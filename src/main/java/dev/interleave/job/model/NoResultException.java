package dev.interleave.job.model;

import java.util.UUID;

/// A job has no result to give.
public final class NoResultException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// Why not.
    public enum Reason {
        /// Not yet.
        NOT_FINISHED,
        /// It failed or was cancelled.
        ENDED_WITHOUT,
        /// No longer.
        EXPIRED
    }

    private final Reason reason;

    /// @param id of the job
    /// @param reason why not
    public NoResultException(UUID id, Reason reason) {
        super("Job " + id + ": "
                + switch (reason) {
                    case NOT_FINISHED -> "it has not finished yet.";
                    case ENDED_WITHOUT -> "it was cancelled or failed, so there is no result.";
                    case EXPIRED -> "its result was kept until its expiresAt, and that is over.";
                });
        this.reason = reason;
    }

    /// @return why not
    public Reason reason() {
        return reason;
    }
}
