package dev.interleave.job.model;

import java.time.Duration;

/// The checkpoint from which a job continues when it enters a loop again. Immutable.
///
/// @param number unique among the checkpoints of the job; 0 for none: the job starts from the
///     beginning
/// @param bytes the length of the checkpoint
/// @param ran how long the job had been on a loop when the checkpoint was taken
public record CheckpointRef(long number, long bytes, Duration ran) {

    /// No checkpoint.
    public static final CheckpointRef NONE = new CheckpointRef(0, 0, Duration.ZERO);

    /// @return the same checkpoint for a new attempt, which has the whole timeout
    CheckpointRef forNewAttempt() {
        return new CheckpointRef(number, bytes, Duration.ZERO);
    }

    /// @return whether there is a checkpoint
    public boolean exists() {
        return number != 0;
    }
}
