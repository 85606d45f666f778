package dev.interleave.telemetry;

import java.time.Duration;
import java.time.Instant;

/// The telemetry of one or more instances over a period. Immutable.
///
/// @param at start of the period
/// @param seconds length of the period
/// @param readyTasks tasks in the loops at its end
/// @param steps number of steps
/// @param busyNanos how long the loops were busy
/// @param turn duration of turns
/// @param lag delay of the loops
/// @param submitted number of accepted jobs
/// @param finished number of finished jobs
/// @param delivered number of successful attempts of deliveries
/// @param undelivered number of failed attempts of deliveries
public record TelemetryPoint(
        Instant at,
        long seconds,
        long readyTasks,
        long steps,
        long busyNanos,
        Spread turn,
        Spread lag,
        long submitted,
        long finished,
        long delivered,
        long undelivered) {

    /// Length of a stored period.
    public static final Duration SLOT = Duration.ofSeconds(30);

    /// Percentiles of a duration, in nanoseconds. Immutable.
    public record Spread(long p50, long p99, long max) {}
}
