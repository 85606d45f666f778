package dev.interleave.schedule;

/// The job of a schedule cannot be submitted, for example because its program was deleted. Has no stack trace.
public final class InvalidJobException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// @param message what is wrong with the job
    public InvalidJobException(String message) {
        super(message, null, false, false);
    }
}
