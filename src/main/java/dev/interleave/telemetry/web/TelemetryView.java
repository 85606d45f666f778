package dev.interleave.telemetry.web;

import dev.interleave.execution.metrics.EventLoopReport;
import dev.interleave.job.model.JobState;
import dev.interleave.telemetry.CurrentTelemetry;
import dev.interleave.telemetry.DeliveryTotals;
import dev.interleave.telemetry.JobCounts.Count;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What this instance is doing, as clients see it.
@Schema(name = "Figures", description = "What this instance is doing right now, and how many jobs there are")
public record TelemetryView(
        @Schema(description = "When this was so") Instant at,

        @Schema(description = "This process; a new one at every start")
        String instance,

        @Schema(description = "Which task has the next turn", example = "interleaved")
        String scheduling,

        @Schema(description = "Since when this process runs")
        Instant startedAt,

        @Schema(description = "How many tasks wait for a turn or have it", example = "3")
        int readyTasks,

        @Schema(description = "Steps of all tasks since the start")
        long rounds,

        @Schema(description = "Turns in the last whole second")
        long stepsPerSecond,

        @Schema(
                description = "Which part of the last second the loop worked",
                minimum = "0",
                maximum = "1",
                example = "0.25")
        double busy,

        @Schema(description = "How long a turn took in the last minute")
        MillisView turnMillis,

        @Schema(description = "How late the loop came back to its door in the last minute")
        MillisView lagMillis,

        @Schema(description = "The longest turn since the start")
        double longestTurnMillis,

        @Schema(description = "How many turns of the last minute were how long, the shortest first")
        List<BarView> turnHistogram,

        @Schema(description = "Jobs that were accepted since the start")
        long submitted,

        @Schema(description = "Jobs that have ended since the start")
        long finished,

        @Schema(description = "Jobs that were accepted in about the last second")
        double submittedPerSecond,

        @Schema(description = "Jobs that have ended in about the last second")
        double finishedPerSecond,

        @Schema(description = "Of all instances; null before the first count", nullable = true) @Nullable
        JobCountsView jobs,

        DeliveryTriesView deliveries) {

    /// A duration, in milliseconds.
    @Schema(name = "Millis", description = "In milliseconds")
    record MillisView(double p50, double p99, double max) {

        static MillisView of(EventLoopReport.Spread spread) {
            return new MillisView(spread.p50(), spread.p99(), spread.max());
        }
    }

    /// A bar of a histogram.
    @Schema(name = "Bar")
    record BarView(
            @Schema(description = "All of them were at most this long; null: longer than all others", nullable = true)
            @Nullable
            Double upToMillis,

            @Schema(description = "How many there were") long turns) {}

    /// Jobs by state.
    @Schema(name = "JobCounts")
    record JobCountsView(
            @Schema(description = "When they were counted: less often the more there are")
            Instant countedAt,

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
                            count.of(JobState.QUEUED),
                            count.of(JobState.RUNNING),
                            count.of(JobState.PAUSED),
                            count.of(JobState.SUCCEEDED),
                            count.of(JobState.FAILED),
                            count.of(JobState.CANCELLED));
        }
    }

    /// Tries to make deliveries.
    @Schema(name = "DeliveryTries", description = "Tries of this instance to make a delivery, since the start")
    record DeliveryTriesView(
            @Schema(description = "Taken by the receiver") long delivered,

            @Schema(description = "Failed, to be tried again")
            long failed,

            @Schema(description = "Failed for the last time")
            long exhausted) {

        private static DeliveryTriesView of(DeliveryTotals tries) {
            return new DeliveryTriesView(tries.delivered(), tries.failed(), tries.exhausted());
        }
    }

    private static final double NANOS_PER_MILLI = 1e6;
    private static final long SHORTEST_BAR_NANOS = 1_000;
    private static final int BARS = 16;

    static TelemetryView of(CurrentTelemetry figures, @Nullable Count count) {
        EventLoopReport loop = figures.loop();
        CurrentTelemetry.Rates rates = figures.rates();
        return new TelemetryView(
                figures.now(),
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
                figures.submitted(),
                figures.finished(),
                rates.submitted(),
                rates.finished(),
                JobCountsView.of(count),
                DeliveryTriesView.of(figures.deliveryTries()));
    }

    /// Each bar is twice as wide as the one before.
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
