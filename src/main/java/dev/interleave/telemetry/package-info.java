/// Telemetry of the loop, for the dashboard and other clients.
///
/// [CurrentTelemetry] reads the report of the loop and the Micrometer meters, [JobCounts] counts jobs by state,
/// and [TelemetryRecorder] stores a point every half minute, so that the history survives a restart.
/// `telemetry.jdbc` is the adapter of the database. `telemetry.web` has the HTTP API, with one stream of events
/// for all clients of an owner.
@ApplicationModule(
        displayName = "Telemetry",
        allowedDependencies = {
            "access",
            "execution :: metrics",
            "job",
            "job :: model",
            "rest :: problem",
            "rest :: request",
            "rest :: sse",
            "store"
        })
@NullMarked
package dev.interleave.telemetry;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
