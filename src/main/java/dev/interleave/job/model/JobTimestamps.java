package dev.interleave.job.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When what happened to a job.
///
/// @param createdAt when it was accepted
/// @param startedAt when it was first let into a loop, if it was
/// @param finishedAt when it ended, if it has
/// @param expiresAt when its result will be deleted, if it has ended
public record JobTimestamps(
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Instant expiresAt) {

    static JobTimestamps created(Instant now) {
        return new JobTimestamps(now, null, null, null);
    }

    /// One that goes on has started before.
    JobTimestamps started(Instant now) {
        return startedAt == null ? new JobTimestamps(createdAt, now, null, null) : this;
    }

    JobTimestamps notStarted() {
        return new JobTimestamps(createdAt, null, null, null);
    }

    JobTimestamps unfinished() {
        return new JobTimestamps(createdAt, startedAt, null, null);
    }

    JobTimestamps finished(Instant now, Instant expiry) {
        return new JobTimestamps(createdAt, startedAt, now, expiry);
    }
}
