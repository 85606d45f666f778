package dev.interleave.telemetry.web;

import dev.interleave.execution.metrics.EventLoopReport;
import dev.interleave.job.model.JobState;
import dev.interleave.telemetry.CurrentTelemetry;
import dev.interleave.telemetry.DeliveryCounters;
import dev.interleave.telemetry.JobCounts.Count;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The JSON of the current telemetry.
@Schema(name = "Figures", description = "The current telemetry of this instance, and the number of jobs")
record TelemetryView(
        @Schema(description = "Time of these values") Instant at,

        @Schema(description = "This process; a new one at every start")
        String instance,

        @Schema(description = "The scheduling strategy", example = "interleaved")
        String scheduling,

        @Schema(description = "Start of this process") Instant startedAt,

        @Schema(description = "Tasks in the loop", example = "3")
        int readyTasks,

        @Schema(description = "Steps of all tasks since the start")
        long rounds,

        @Schema(description = "Turns in the last whole second")
        long stepsPerSecond,

        @Schema(
                description = "Share of the last second that the loop was busy",
                minimum = "0",
                maximum = "1",
                example = "0.25")
        double busy,

        @Schema(description = "Duration of turns in the last minute")
        MillisView turnMillis,

        @Schema(description = "Delay of the loop in the last minute")
        MillisView lagMillis,

        @Schema(description = "The longest turn since the start")
        double longestTurnMillis,

        @Schema(description = "Histogram of the duration of turns in the last minute, shortest first")
        List<BarView> turnHistogram,

        @Schema(description = "Accepted jobs since the start")
        long submitted,

        @Schema(description = "Finished jobs since the start")
        long finished,

        @Schema(description = "Accepted jobs per second, in about the last second")
        double submittedPerSecond,

        @Schema(description = "Finished jobs per second, in about the last second")
        double finishedPerSecond,

        @Schema(description = "Of all instances; null before the first count", nullable = true) @Nullable
        JobCountsView jobs,

        DeliveryTriesView deliveries) {

    /// The JSON of percentiles.
    @Schema(name = "Millis", description = "In milliseconds")
    record MillisView(double p50, double p99, double max) {

        static MillisView of(EventLoopReport.Spread spread) {
            return new MillisView(spread.p50(), spread.p99(), spread.max());
        }
    }

    /// The JSON of a bar of the histogram.
    @Schema(name = "Bar")
    record BarView(
            @Schema(description = "Upper bound of the duration; null for the last bar", nullable = true) @Nullable
            Double upToMillis,

            @Schema(description = "Number of turns") long turns) {}

    /// The JSON of the number of jobs by state.
    @Schema(name = "JobCounts")
    record JobCountsView(
            @Schema(description = "When they were counted; the more jobs, the less often")
            Instant countedAt,

            long waiting,
            long scheduled,
            long queued,
            long running,
            long paused,
            long succeeded,
            long failed,
            long cancelled) {

        private static @Nullable JobCountsView of(@Nullable Count count) {
            return count == null
                    ? null
                    : new JobCountsView(
                            count.at(),
                            count.of(JobState.WAITING),
                            count.of(JobState.SCHEDULED),
                            count.of(JobState.QUEUED),
                            count.of(JobState.RUNNING),
                            count.of(JobState.PAUSED),
                            count.of(JobState.SUCCEEDED),
                            count.of(JobState.FAILED),
                            count.of(JobState.CANCELLED));
        }
    }

    /// The JSON of the attempts of deliveries.
    @Schema(name = "DeliveryTries", description = "Attempts of deliveries by this instance since its start")
    record DeliveryTriesView(
            @Schema(description = "Accepted by the receiver")
            long delivered,

            @Schema(description = "Failed, to be retried") long failed,

            @Schema(description = "Failed and not retried") long exhausted) {

        private static DeliveryTriesView of(DeliveryCounters attempts) {
            return new DeliveryTriesView(attempts.delivered(), attempts.failed(), attempts.exhausted());
        }
    }

    private static final double NANOS_PER_MILLI = 1e6;
    private static final long SHORTEST_BAR_NANOS = 1_000;
    private static final int BARS = 16;

    static TelemetryView of(CurrentTelemetry telemetry, @Nullable Count count) {
        EventLoopReport loop = telemetry.loop();
        CurrentTelemetry.Rates rates = telemetry.rates();
        return new TelemetryView(
                telemetry.now(),
                loop.instance(),
                loop.scheduling(),
                loop.startedAt(),
                loop.readyTasks(),
                loop.rounds(),
                loop.stepsPerSecond(),
                rates.busy(),
                MillisView.of(loop.turnMillis()),
                MillisView.of(loop.lagMillis()),
                loop.longestTurnMillis(),
                histogram(loop),
                telemetry.submitted(),
                telemetry.finished(),
                rates.submitted(),
                rates.finished(),
                JobCountsView.of(count),
                DeliveryTriesView.of(telemetry.deliveries()));
    }

    /// Each bar is twice as wide as the previous one.
    private static List<BarView> histogram(EventLoopReport loop) {
        long[] bounds = new long[BARS];
        for (int i = 0; i < BARS; i++) {
            bounds[i] = SHORTEST_BAR_NANOS << i;
        }
        long[] counts = loop.turnHistogram(bounds);
        List<BarView> bars = new ArrayList<>();
        for (int i = 0; i <= BARS; i++) {
            bars.add(new BarView(i == BARS ? null : bounds[i] / NANOS_PER_MILLI, counts[i]));
        }
        return bars;
    }
}
