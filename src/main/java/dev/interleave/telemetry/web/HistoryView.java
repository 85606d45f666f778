package dev.interleave.telemetry.web;

import dev.interleave.telemetry.TelemetryPoint;
import dev.interleave.telemetry.TelemetryPoint.Spread;
import dev.interleave.telemetry.web.TelemetryView.MillisView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The JSON of the history.
@Schema(name = "History", description = "The history of all instances together, across restarts")
record HistoryView(
        @Schema(description = "Length of the period of a point", example = "30")
        long stepSeconds,

        @Schema(description = "In chronological order, without periods that have no data")
        List<PointView> points) {

    /// The JSON of a period.
    @Schema(name = "HistoryPoint")
    record PointView(
            @Schema(description = "Start of the period") Instant at,
            @Schema(description = "Tasks in the loops") long readyTasks,
            double stepsPerSecond,

            @Schema(description = "Busy time of all loops, divided by the length of the period", example = "0.25")
            double busy,

            @Schema(description = "Duration of turns; the highest of all instances")
            MillisView turnMillis,

            @Schema(description = "Delay of the loop; the highest of all instances")
            MillisView lagMillis,

            double submittedPerSecond,
            double finishedPerSecond,

            @Schema(description = "Successful attempts of deliveries")
            long delivered,

            @Schema(description = "Failed attempts of deliveries")
            long undelivered) {

        private static PointView of(TelemetryPoint point) {
            double seconds = point.seconds();
            return new PointView(
                    point.at(),
                    point.readyTasks(),
                    point.steps() / seconds,
                    point.busyNanos() / NANOS_PER_SECOND / seconds,
                    millis(point.turn()),
                    millis(point.lag()),
                    point.submitted() / seconds,
                    point.finished() / seconds,
                    point.delivered(),
                    point.undelivered());
        }
    }

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;

    static HistoryView of(Duration step, List<TelemetryPoint> points) {
        return new HistoryView(
                step.toSeconds(), points.stream().map(PointView::of).toList());
    }

    private static MillisView millis(Spread nanos) {
        return new MillisView(
                nanos.p50() / NANOS_PER_MILLI, nanos.p99() / NANOS_PER_MILLI, nanos.max() / NANOS_PER_MILLI);
    }
}
