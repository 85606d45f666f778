package dev.interleave.telemetry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Where figures are kept over restarts. Thread-safe.
public interface TelemetryStore {

    /// Keeps what an instance did, and forgets what is too old.
    ///
    /// @param instance which process
    /// @param point of one [TelemetryPoint#SLOT]
    /// @param oldest what is older is forgotten
    void save(String instance, TelemetryPoint point, Instant oldest);

    /// What all instances together did.
    ///
    /// @param from from when on
    /// @param step how long a stretch is to be; a multiple of [TelemetryPoint#SLOT]
    /// @return in the order of time, without stretches of which nothing is known. Of spreads, the worst of all
    List<TelemetryPoint> since(Instant from, Duration step);
}
