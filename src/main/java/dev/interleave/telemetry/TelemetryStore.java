package dev.interleave.telemetry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Stores the history of the loops. Thread-safe.
public interface TelemetryStore {

    /// Stores a point and deletes old ones.
    ///
    /// @param instance the process
    /// @param point of one [TelemetryPoint#SLOT]
    /// @param oldest older points are deleted
    void save(String instance, TelemetryPoint point, Instant oldest);

    /// Reads the history of all instances together.
    ///
    /// @param step length of the periods, a multiple of [TelemetryPoint#SLOT]
    /// @return in chronological order, without empty periods; percentiles are the highest of all instances
    List<TelemetryPoint> since(Instant from, Duration step);
}
