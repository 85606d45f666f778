package dev.interleave.computation;

/// Ends a calculation with a failure that is the client's to know: its program has failed. Has no stack trace: it
/// is a result, not a fault of the service. Immutable.
public final class FailedCalculationException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /// Why a program has failed.
    public enum Reason {
        /// An exception that the program did not handle.
        EXCEPTION,
        /// Too many nested calls.
        RECURSION,
        /// More memory than a program may use.
        MEMORY
    }

    private final Reason reason;
    private final ProgramError error;

    /// @param reason why it has failed
    /// @param error what the program tells of it
    public FailedCalculationException(Reason reason, ProgramError error) {
        super(error.exception() + ": " + error.message(), null, false, false);
        this.reason = reason;
        this.error = error;
    }

    /// @return why it has failed
    public Reason reason() {
        return reason;
    }

    /// @return what the program tells of it
    public ProgramError error() {
        return error;
    }
}
