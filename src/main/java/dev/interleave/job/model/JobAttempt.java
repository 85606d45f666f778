package dev.interleave.job.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An attempt of a job that was followed by another one. Immutable.
///
/// @param number from 1
/// @param state failed or cancelled
/// @param startedAt when it was let into a loop, if it was
/// @param finishedAt when it ended
/// @param reason why it failed, or null if it was cancelled
/// @param detail what happened, or null if it was cancelled
public record JobAttempt(
        int number,
        JobState state,
        @Nullable Instant startedAt,
        Instant finishedAt,
        @Nullable FailureReason reason,
        @Nullable String detail) {}
