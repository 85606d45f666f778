package dev.interleave.job.model;

import java.util.Locale;
import java.util.Set;

/// The states of a job, and the transitions between them.
public enum JobState {
    /// Waits for the end of other jobs, for the result of an equal job, or for what its program awaits.
    WAITING,
    /// Waits for its start time.
    SCHEDULED,
    /// Waits for memory in the budget of a loop.
    QUEUED,
    /// On the loop of an instance.
    RUNNING,
    /// Off the loop until it is resumed.
    PAUSED,
    /// Ended with a result.
    SUCCEEDED,
    /// Ended with a failure.
    FAILED,
    /// Ended by a request to cancel.
    CANCELLED;

    /// @return the states that may follow this one; none after an end, unless a client requests another attempt
    public Set<JobState> next() {
        return switch (this) {
            case WAITING -> Set.of(SCHEDULED, QUEUED, SUCCEEDED, CANCELLED);
            case SCHEDULED -> Set.of(QUEUED, CANCELLED);
            case QUEUED -> Set.of(RUNNING, PAUSED, CANCELLED);
            case RUNNING -> Set.of(QUEUED, WAITING, SCHEDULED, PAUSED, SUCCEEDED, FAILED, CANCELLED);
            case PAUSED -> Set.of(QUEUED, CANCELLED);
            case SUCCEEDED, FAILED, CANCELLED -> Set.of();
        };
    }

    /// @return whether the job has ended
    public boolean isFinal() {
        return switch (this) {
            case WAITING, SCHEDULED, QUEUED, RUNNING, PAUSED -> false;
            case SUCCEEDED, FAILED, CANCELLED -> true;
        };
    }

    /// @return as in JSON and in the store: `queued`
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
