package dev.interleave.telemetry.web;

import dev.interleave.execution.metrics.JobShare;
import dev.interleave.execution.metrics.TimelineSample;
import dev.interleave.job.model.Job;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Who had the loop, as clients see it.
@Schema(name = "Turns", description = "Who had the loop of this instance")
record TimelineView(
        @Schema(description = "This process; a new one at every start")
        String instance,

        @Schema(description = "How long a slice is to be", example = "100")
        int sliceMillis,

        @Schema(description = "In the order of time") List<SliceView> slices) {

    /// A short time.
    @Schema(name = "Slice")
    record SliceView(
            @Schema(description = "Counts the slices of this process, from 1")
            long number,

            @Schema(description = "When it ended") Instant end,

            @Schema(description = "How long it was", example = "100")
            long millis,

            @Schema(
                    description =
                            "Which of the caller's jobs had the loop, among those that are followed: a bounded number")
            List<ShareView> jobs,

            @Schema(description = "How long the loop worked for anybody else")
            long otherMicros) {

        private static SliceView of(TimelineSample slice, String owner) {
            Map<Boolean, List<JobShare>> shares = slice.shares().stream()
                    .collect(Collectors.partitioningBy(
                            share -> share.job().owner().equals(owner)));
            long strangers = shares.getOrDefault(false, List.of()).stream()
                    .mapToLong(JobShare::nanos)
                    .sum();
            return new SliceView(
                    slice.number(),
                    slice.end(),
                    slice.millis(),
                    shares.getOrDefault(true, List.of()).stream()
                            .map(ShareView::of)
                            .toList(),
                    toMicros(slice.otherNanos() + strangers));
        }
    }

    /// What a job had of a slice.
    @Schema(name = "Share")
    record ShareView(
            @Schema(description = "Of the job") String id,

            @Schema(description = "What it computes", example = "factorial")
            String computation,

            @Schema(description = "What it is computed of", example = "{\"n\": 12}")
            Map<String, Long> input,

            @Schema(description = "How it is computed", example = "iterative")
            String algorithm,

            @Schema(description = "How often it was stepped")
            long steps,

            @Schema(description = "How long that took together")
            long micros) {

        private static ShareView of(JobShare share) {
            Job job = share.job();
            return new ShareView(
                    job.id().toString(),
                    job.spec().computation().name(),
                    job.spec().input().values(),
                    job.spec().algorithm().name().toLowerCase(Locale.ROOT),
                    share.steps(),
                    toMicros(share.nanos()));
        }
    }

    private static final int NANOS_PER_MICRO = 1_000;

    /// @param owner whose jobs are shown one by one; others are somebody else's business
    static TimelineView of(String instance, List<TimelineSample> slices, String owner) {
        return new TimelineView(
                instance,
                TimelineSample.MILLIS,
                slices.stream().map(slice -> SliceView.of(slice, owner)).toList());
    }

    private static long toMicros(long nanos) {
        return Math.round((double) nanos / NANOS_PER_MICRO);
    }
}
