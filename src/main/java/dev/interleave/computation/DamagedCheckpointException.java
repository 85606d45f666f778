package dev.interleave.computation;

/// Says that there is no going on from some bytes, because they are not what a checkpoint of that calculation
/// is.
public final class DamagedCheckpointException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /// @param message what is wrong with them
    DamagedCheckpointException(String message) {
        super(message);
    }
}
