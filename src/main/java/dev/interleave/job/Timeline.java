package dev.interleave.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When what happened to a job.
///
/// @param createdAt when it was accepted
/// @param startedAt when it was first let into a loop, if it was
/// @param finishedAt when it ended, if it has
/// @param expiresAt when its result will be deleted, if it has ended
public record Timeline(
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Instant expiresAt) {

    static Timeline created(Instant now) {
        return new Timeline(now, null, null, null);
    }

    /// One that goes on has started before.
    Timeline started(Instant now) {
        return startedAt == null ? new Timeline(createdAt, now, null, null) : this;
    }

    Timeline notStarted() {
        return new Timeline(createdAt, null, null, null);
    }

    Timeline unfinished() {
        return new Timeline(createdAt, startedAt, null, null);
    }

    Timeline finished(Instant now, Instant expiry) {
        return new Timeline(createdAt, startedAt, now, expiry);
    }
}
