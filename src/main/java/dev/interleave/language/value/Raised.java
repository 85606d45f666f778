package dev.interleave.language.value;

/// Carries an exception of the program through Java code, to the machine. Without a stack trace of its own.
public final class Raised extends RuntimeException {

    /// What is raised.
    @SuppressWarnings("serial") // never stored as a Java exception
    public final ExceptionObject exception;

    /// @param exception what is raised
    public Raised(ExceptionObject exception) {
        super(null, null, false, false);
        this.exception = exception;
    }

    /// @param type of the exception
    /// @param message of the exception
    public Raised(ClassObject type, String message) {
        this(new ExceptionObject(type, TupleObject.of(message)));
    }
}
