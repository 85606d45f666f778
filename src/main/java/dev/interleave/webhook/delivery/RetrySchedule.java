package dev.interleave.webhook.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// When a delivery that failed is tried again: after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h.
/// Each pause is lengthened by up to a fifth at random, so that what failed together does not come back
/// together.
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
    private static final Duration LONGEST_WISH = Duration.ofHours(24);

    private RetrySchedule() {}

    /// @param failures how many tries have failed since the delivery was last asked for, at least 1
    /// @param wish how long the receiver asked to be left alone, or zero; up to a day is granted
    /// @param random for the jitter
    /// @return how long to wait; empty if it is given up
    public static Optional<Duration> pause(int failures, Duration wish, RandomGenerator random) {
        if (failures > PAUSES.size()) {
            return Optional.empty();
        }
        Duration pause = max(PAUSES.get(failures - 1), min(wish, LONGEST_WISH));
        return Optional.of(pause.plusMillis((long) (pause.toMillis() * JITTER * random.nextDouble())));
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
