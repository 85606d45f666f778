package dev.interleave.telemetry;

import java.time.Duration;
import java.time.Instant;

/// What one or more instances did in a stretch of time.
///
/// @param at when the stretch began
/// @param seconds how long it was
/// @param readyTasks how many tasks were in the loops at its end
/// @param steps how many turns there were
/// @param busyNanos how long the loops worked
/// @param turn how long a turn took
/// @param lag how late the loops came back to their doors
/// @param submitted how many jobs were accepted
/// @param finished how many ended
/// @param delivered how many deliveries were taken
/// @param undelivered how many tries of deliveries failed
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

    /// How long a stretch is that is kept.
    public static final Duration SLOT = Duration.ofSeconds(30);

    /// A duration, in nanoseconds.
    ///
    /// @param p50 half were at most this long
    /// @param p99 99 of 100 were at most this long
    /// @param max none was longer
    public record Spread(long p50, long p99, long max) {}
}
