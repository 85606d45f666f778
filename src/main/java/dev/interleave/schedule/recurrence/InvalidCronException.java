package dev.interleave.schedule.recurrence;

/// A text is not a cron expression, or the expression never fires. Has no stack trace.
public final class InvalidCronException extends Exception {

    private static final long serialVersionUID = 1L;

    InvalidCronException(String message) {
        super(message, null, false, false);
    }
}
