package dev.interleave.job.model;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// Where a job is in its life, and where it may go from there.
public enum JobState {
    /// Waits for room in the loop.
    QUEUED,
    /// Has turns of the loop.
    RUNNING,
    /// Held back until it is resumed.
    PAUSED,
    /// Ended with a result.
    SUCCEEDED,
    /// Ended without one; its problem says why.
    FAILED,
    /// Ended because somebody asked for it.
    CANCELLED;

    /// Where a job in this state may go.
    ///
    /// @return the states that may follow; none after an end
    public Set<JobState> next() {
        return switch (this) {
            case QUEUED -> EnumSet.of(RUNNING, PAUSED, FAILED, CANCELLED);
            case RUNNING -> EnumSet.of(QUEUED, PAUSED, SUCCEEDED, FAILED, CANCELLED);
            case PAUSED -> EnumSet.of(QUEUED, RUNNING, FAILED, CANCELLED);
            case SUCCEEDED, FAILED, CANCELLED -> EnumSet.noneOf(JobState.class);
        };
    }

    /// @return whether nothing more will happen to the job
    public boolean isFinal() {
        return next().isEmpty();
    }

    /// @return as in JSON and in the store: `queued`
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
