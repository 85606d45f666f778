package dev.interleave.startup;

import org.jspecify.annotations.Nullable;

/// The service cannot start with its configuration. The message says what is wrong. Immutable.
public class StartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    /// @param problem what is wrong, in sentences, without secrets
    /// @param action what to do, with the names of the properties, in sentences
    /// @param cause shown at DEBUG only, or null
    public StartException(String problem, String action, @Nullable Exception cause) {
        super(problem, cause);
        this.action = action;
    }

    /// @return what to do, with the names of the properties
    public String action() {
        return action;
    }
}
