package dev.interleave.webhook.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The pauses after failed attempts: 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h.
///
/// Each pause is extended by up to 20 % at random, so that deliveries that failed at the same time are not retried
/// at the same time.
public final class RetrySchedule {

    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));
    private static final double JITTER = 0.2;
    private static final Duration MAX_RETRY_AFTER = Duration.ofHours(24);

    private RetrySchedule() {}

    /// @param failures failed attempts in this cycle, at least 1
    /// @param retryAfter how long the receiver asks to wait, or zero; honoured up to 24 hours
    /// @param random for the jitter
    /// @return how long to wait; empty if no attempt is left
    public static Optional<Duration> pause(int failures, Duration retryAfter, RandomGenerator random) {
        if (failures > PAUSES.size()) {
            return Optional.empty();
        }
        Duration pause = max(PAUSES.get(failures - 1), min(retryAfter, MAX_RETRY_AFTER));
        return Optional.of(pause.plusMillis((long) (pause.toMillis() * JITTER * random.nextDouble())));
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
