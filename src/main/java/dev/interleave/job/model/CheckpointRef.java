package dev.interleave.job.model;

import java.time.Duration;

/// From where a job goes on when it enters a loop again.
///
/// @param checkpoint which checkpoint, by a number that no other checkpoint of the job has; 0 for none, so from
///     the start
/// @param bytes the length of the checkpoint
/// @param ran how long the job had been in a loop by then
public record CheckpointRef(long checkpoint, long bytes, Duration ran) {

    /// From the start.
    public static final CheckpointRef NONE = new CheckpointRef(0, 0, Duration.ZERO);

    /// @return whether there is a checkpoint
    public boolean hasCheckpoint() {
        return checkpoint != 0;
    }
}
