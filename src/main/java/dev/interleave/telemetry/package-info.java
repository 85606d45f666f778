/// What this service has done and is doing, in numbers: for the dashboard, and for whoever else looks.
///
/// [CurrentTelemetry] puts together what the rooms tell of themselves, [JobCounts] counts jobs where that costs nobody
/// time, and [TelemetryRecorder] keeps a row every half minute, so that a restart does not forget the last hours.
/// `figures.jdbc` keeps those; `figures.web` is the HTTP door, with a stream that is made once for all who
/// listen.
@ApplicationModule(
        displayName = "Figures",
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
