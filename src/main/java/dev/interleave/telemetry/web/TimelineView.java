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
import org.jspecify.annotations.Nullable;

/// The JSON of the timeline.
@Schema(name = "Turns", description = "The jobs that had the loop of this instance")
record TimelineView(
        @Schema(description = "This process; a new one at every start")
        String instance,

        @Schema(description = "Intended length of a slice", example = "100")
        int sliceMillis,

        @Schema(description = "In chronological order") List<SliceView> slices) {

    /// The JSON of a slice.
    @Schema(name = "Slice")
    record SliceView(
            @Schema(description = "Counts the slices of this process, from 1")
            long number,

            @Schema(description = "When it ended") Instant end,

            @Schema(description = "How long it was", example = "100")
            long millis,

            @Schema(description = "The caller's jobs that had the loop; a limited number is shown")
            List<ShareView> jobs,

            @Schema(description = "Loop time of all other jobs")
            long otherMicros) {

        private static SliceView of(TimelineSample slice, String owner) {
            Map<Boolean, List<JobShare>> shares = slice.shares().stream()
                    .collect(Collectors.partitioningBy(
                            share -> share.job().owner().equals(owner)));
            long otherOwners = shares.getOrDefault(false, List.of()).stream()
                    .mapToLong(JobShare::nanos)
                    .sum();
            return new SliceView(
                    slice.number(),
                    slice.end(),
                    slice.millis(),
                    shares.getOrDefault(true, List.of()).stream()
                            .map(ShareView::of)
                            .toList(),
                    toMicros(slice.otherNanos() + otherOwners));
        }
    }

    /// The JSON of a job's share of a slice.
    @Schema(name = "Share")
    record ShareView(
            @Schema(description = "The job") String id,

            @Schema(description = "The computation of the job", example = "factorial")
            String computation,

            @Schema(
                    type = "object",
                    description = "The input of the job; empty with a program",
                    example = "{\"n\": 12}",
                    additionalProperties = Schema.AdditionalPropertiesValue.TRUE)
            Map<String, ? extends @Nullable Object> input,

            @Schema(description = "The algorithm of the job", example = "iterative")
            String algorithm,

            @Schema(description = "Number of steps") long steps,

            @Schema(description = "Duration of these steps") long micros) {

        private static ShareView of(JobShare share) {
            Job job = share.job();
            return new ShareView(
                    job.id().toString(),
                    job.spec().computation().name(),
                    job.spec().computation().sourceHash().isPresent()
                            ? Map.of() // of any length
                            : job.spec().input().values(),
                    job.spec().algorithm().name().toLowerCase(Locale.ROOT),
                    share.steps(),
                    toMicros(share.nanos()));
        }
    }

    private static final int NANOS_PER_MICRO = 1_000;

    /// @param owner the tenant of the jobs that are shown one by one
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
