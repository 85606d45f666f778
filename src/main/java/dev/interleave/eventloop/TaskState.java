package dev.interleave.eventloop;

/// Where a [Task] is in its life.
public enum TaskState {
    /// Made, and not yet let into its loop.
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

    /// Whether nothing more will happen to the task.
    ///
    /// @return true for the last three
    public boolean isEnded() {
        return switch (this) {
            case CREATED, READY, PAUSED -> false;
            case SUCCEEDED, FAILED, CANCELLED -> true;
        };
    }
}
