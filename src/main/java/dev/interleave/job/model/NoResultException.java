package dev.interleave.job.model;

import java.util.UUID;

/// A job has no result to return.
public final class NoResultException extends JobException {

    private static final long serialVersionUID = 1L;

    /// Why there is no result.
    public enum Reason {
        /// The job has not finished.
        NOT_FINISHED("has not finished"),

        /// The job failed or was cancelled.
        ENDED_WITHOUT("failed or was cancelled, so it has no result"),

        /// The result was deleted at the job's `expiresAt`.
        EXPIRED("has expired, so its result was deleted");

        private final String text;

        Reason(String text) {
            this.text = text;
        }
    }

    private final Reason reason;

    /// @param id of the job
    /// @param reason why there is no result
    public NoResultException(UUID id, Reason reason) {
        super("Job " + id + " " + reason.text + ".");
        this.reason = reason;
    }

    /// @return why there is no result
    public Reason reason() {
        return reason;
    }
}
