package dev.interleave.language;

/// Thrown for a value that has no form in JSON. Immutable, without a stack trace: the program is at fault.
public final class UnrepresentableValueException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String exception;

    /// @param exception the name of the exception that Python's module `json` raises
    /// @param message its message
    public UnrepresentableValueException(String exception, String message) {
        super(message, null, false, false);
        this.exception = exception;
    }

    /// @return the name of the exception that Python's module `json` raises
    public String exception() {
        return exception;
    }
}
