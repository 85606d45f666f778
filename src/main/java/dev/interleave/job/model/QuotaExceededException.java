package dev.interleave.job.model;

import java.time.Duration;

/// A submission needs more than a quota of its owner allows.
public final class QuotaExceededException extends JobException {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    /// @param message which quota is used up, how much of it is in use, and what frees it
    /// @param retryAfter how long to wait before the next attempt
    public QuotaExceededException(String message, Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    /// Refusals are frequent and are answers to clients, so they carry no stack trace.
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }

    /// @return how long to wait before the next attempt
    public Duration retryAfter() {
        return retryAfter;
    }
}
