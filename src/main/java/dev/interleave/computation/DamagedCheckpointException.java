package dev.interleave.computation;

import org.jspecify.annotations.Nullable;

/// Thrown when stored bytes are no checkpoint of the expected calculation, so that it cannot be resumed.
public final class DamagedCheckpointException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /// @param message what is wrong with the bytes, as a sentence
    /// @param cause the failure of a reader; null if there is none
    DamagedCheckpointException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
