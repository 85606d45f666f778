package dev.interleave.job.plan;

import java.time.Duration;

/// How often a job runs if it fails for a reason that can pass. Immutable.
///
/// @param maxAttempts the number of attempts, at least 1
/// @param backoff the pause before the second attempt, which doubles with each further attempt
public record RetryPolicy(int maxAttempts, Duration backoff) {

    /// One attempt.
    public static final RetryPolicy NONE = new RetryPolicy(1, Duration.ZERO);

    /// The longest pause between two attempts.
    public static final Duration MAX_PAUSE = Duration.ofDays(1);

    /// @param attempt that has failed, from 1
    /// @return whether another attempt follows
    public boolean hasAnother(int attempt) {
        return attempt < maxAttempts;
    }

    /// @param attempt that has failed, from 1
    /// @return the pause before the next attempt, at most [#MAX_PAUSE]
    public Duration pauseAfter(int attempt) {
        Duration pause = backoff;
        for (int i = 1; i < attempt && pause.compareTo(MAX_PAUSE) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(MAX_PAUSE) < 0 ? pause : MAX_PAUSE;
    }
}
