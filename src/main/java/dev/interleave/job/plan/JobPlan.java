package dev.interleave.job.plan;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The conditions under which a job starts. Immutable.
///
/// @param startAt the earliest start of the next attempt, by the clock of the store; null for no earliest start
/// @param after the ids of the jobs that have to end before, each once, in the order of the client
/// @param onFailure what happens if one of them does not succeed
/// @param retry how often the job may run
public record JobPlan(@Nullable Instant startAt, List<UUID> after, FailurePolicy onFailure, RetryPolicy retry) {

    /// Starts at once, and once.
    public static final JobPlan NONE = new JobPlan(null, List.of(), FailurePolicy.CANCEL, RetryPolicy.NONE);

    public JobPlan {
        after = List.copyOf(after);
    }

    /// @param now the time of the store
    /// @return whether the job has to wait for its start time
    public boolean isAheadOf(Instant now) {
        return startAt != null && startAt.isAfter(now);
    }

    /// @param newStart the earliest start, or null for none
    /// @return the same plan with another start
    public JobPlan startingAt(@Nullable Instant newStart) {
        return new JobPlan(newStart, after, onFailure, retry);
    }
}
