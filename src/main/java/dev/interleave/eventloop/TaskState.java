package dev.interleave.eventloop;

/// The state of a [Task].
public enum TaskState {
    /// Not admitted to its loop yet.
    CREATED,
    /// Waits for its next turn, or has it.
    READY,
    /// Has no turns until it is resumed.
    PAUSED,
    /// Its computation returned.
    SUCCEEDED,
    /// Its computation threw.
    FAILED,
    /// It was cancelled between two steps.
    CANCELLED;

    /// @return true for the last three, which are final
    public boolean isEnded() {
        return switch (this) {
            case CREATED, READY, PAUSED -> false;
            case SUCCEEDED, FAILED, CANCELLED -> true;
        };
    }
}
