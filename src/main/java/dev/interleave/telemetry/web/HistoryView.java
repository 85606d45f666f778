package dev.interleave.telemetry.web;

import dev.interleave.telemetry.TelemetryPoint;
import dev.interleave.telemetry.TelemetryPoint.Spread;
import dev.interleave.telemetry.web.TelemetryView.MillisView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The last hours, as clients see them.
@Schema(name = "History", description = "What all instances together did over the last hours, restarts included")
record HistoryView(
        @Schema(description = "How long the stretch of a point is", example = "30")
        long stepSeconds,

        @Schema(description = "In the order of time, without stretches of which nothing is known")
        List<PointView> points) {

    /// A stretch of time.
    @Schema(name = "HistoryPoint")
    record PointView(
            @Schema(description = "When it began") Instant at,
            @Schema(description = "Tasks in the loops") long readyTasks,
            double stepsPerSecond,

            @Schema(description = "How many loops' worth of time was worked", example = "0.25")
            double busy,

            @Schema(description = "How long a turn took; of several instances, the worst")
            MillisView turnMillis,

            @Schema(description = "How late a loop came back to its door; of several instances, the worst")
            MillisView lagMillis,

            double submittedPerSecond,
            double finishedPerSecond,

            @Schema(description = "Deliveries that were taken")
            long delivered,

            @Schema(description = "Tries of deliveries that failed")
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
