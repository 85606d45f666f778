package dev.interleave.job.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.interleave.job.model.FailureReason;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobResult;
import dev.interleave.job.model.JobTimestamps;
import dev.interleave.rest.problem.Problem;
import dev.interleave.rest.problem.ProblemType;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A job as clients see it.
@Schema(name = "Job", description = "One submitted computation and what has become of it")
public record JobView(
        @Schema(description = "A UUIDv7", example = "0198c0de-1b5a-7c31-9d9e-6f1f4c0f7a11")
        String id,

        @Schema(description = "What is computed", example = "factorial")
        String computation,

        @Schema(description = "What it is computed of", example = "{\"n\": 12}")
        Map<String, Long> input,

        @Schema(
                description = "How it is computed",
                example = "iterative",
                allowableValues = {"iterative", "fast"})
        String algorithm,

        @Schema(
                description = "How much of the loop it gets beside others",
                example = "normal",
                allowableValues = {"low", "normal", "high"})
        String priority,

        @Schema(
                description = "Where the job is in its life",
                example = "succeeded",
                allowableValues = {"queued", "running", "paused", "succeeded", "failed", "cancelled"})
        String state,

        @Schema(description = "The client's own", example = "{\"team\": \"a\"}")
        Map<String, String> labels,

        ProgressView progress,

        @Schema(
                description = "How many rounds the loop took from the job's admission to its end or to now, its own "
                        + "included",
                example = "10")
        long rounds,

        @Schema(description = "When it was accepted") Instant createdAt,

        @Schema(description = "When it was let into the loop", nullable = true) @Nullable
        Instant startedAt,

        @Schema(
                description = "Only where a single job that has not finished is looked at, and only if it can be told",
                nullable = true)
        @Nullable
        EstimateView estimate,

        @Schema(description = "When it ended", nullable = true) @Nullable
        Instant finishedAt,

        @Schema(description = "Until when its result is kept", nullable = true) @Nullable
        Instant expiresAt,

        @Schema(nullable = true) @Nullable ResultView result,

        @Schema(description = "Why it failed", nullable = true, implementation = ProblemView.class) @Nullable
        Problem problem,

        @Schema(
                description =
                        "Only in the answer to its submission: the callbacks that came with it, and their secrets")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        List<Object> callbacks) {

    /// How far a job has come.
    @Schema(name = "Progress")
    record ProgressView(
            @Schema(description = "How often the job was stepped", example = "10")
            long steps,

            @Schema(
                    description = "How many steps it takes, if that is known beforehand",
                    example = "10",
                    nullable = true)
            @Nullable
            Long totalSteps,

            @Schema(description = "From 0 to 1", example = "1.0", minimum = "0", maximum = "1")
            double fraction) {}

    /// What to expect.
    @Schema(name = "Estimate", description = "What to expect, from the work ahead and the speed of the last seconds")
    record EstimateView(
            @Schema(
                    description = "When the job will be finished, as far as can be told now; other jobs that are "
                            + "submitted meanwhile can make it later")
            Instant finishedAt) {}

    /// What a job computed, in short.
    @Schema(name = "Result")
    record ResultView(
            @Schema(description = "How many decimal digits the value has", example = "9")
            long digits,

            @Schema(description = "Its length in binary", example = "29")
            long bits,

            @Schema(description = "Of the decimal digits in ASCII, in hex")
            String sha256,

            @Schema(description = "The decimal digits, up to 1,000 of them", example = "479001600", nullable = true)
            @Nullable
            String value,

            @Schema(description = "Where all of the digits are", example = "/v1/jobs/0198c0de-…/result")
            String href) {}

    /// Why a job failed, for the API documentation: there, what a reference points to is nullable or not, so
    /// this cannot be the [Problem] that errors have.
    @Schema(name = "JobProblem")
    record ProblemView(
            @Schema(
                    description = "Which kind of problem: stable, and the path of a page that explains it",
                    format = "uri-reference",
                    example = "/problems/timed-out",
                    requiredMode = Schema.RequiredMode.REQUIRED)
            String type,

            @Schema(description = "The kind of problem in words", requiredMode = Schema.RequiredMode.REQUIRED)
            String title,

            @Schema(
                    description = "The HTTP status that it would have as an error",
                    example = "422",
                    requiredMode = Schema.RequiredMode.REQUIRED)
            int status,

            @Schema(description = "What happened", requiredMode = Schema.RequiredMode.REQUIRED)
            String detail,

            @Schema(description = "The path of the job") String instance) {}

    public static JobView of(Job job) {
        JobTimestamps timeline = job.timestamps();
        return new JobView(
                job.id().toString(),
                job.spec().computation().name(),
                job.spec().input().values(),
                job.spec().algorithm().name().toLowerCase(Locale.ROOT),
                job.spec().priority().wireName(),
                job.state().wireName(),
                job.spec().labels(),
                new ProgressView(
                        job.progress().steps(),
                        job.progress().totalSteps(),
                        job.progress().fraction()),
                job.progress().rounds(),
                timeline.createdAt(),
                timeline.startedAt(),
                null,
                timeline.finishedAt(),
                timeline.expiresAt(),
                result(job),
                problem(job),
                null);
    }

    public JobView withCallbacks(List<Object> made) {
        return with(estimate, made);
    }

    /// @param end when it will be finished, if that can be told
    public JobView withEstimate(Optional<Instant> end) {
        return with(end.map(EstimateView::new).orElse(null), callbacks);
    }

    private JobView with(@Nullable EstimateView newEstimate, @Nullable List<Object> newCallbacks) {
        return new JobView(
                id,
                computation,
                input,
                algorithm,
                priority,
                state,
                labels,
                progress,
                rounds,
                createdAt,
                startedAt,
                newEstimate,
                finishedAt,
                expiresAt,
                result,
                problem,
                newCallbacks);
    }

    private static @Nullable ResultView result(Job job) {
        JobResult result = job.result();
        return result == null
                ? null
                : new ResultView(
                        result.digits(), result.bits(), result.sha256(), result.value(), JobUris.result(job.id()));
    }

    private static @Nullable Problem problem(Job job) {
        return job.failure() == null
                ? null
                : Problem.of(type(job.failure().reason()), job.failure().detail(), JobUris.job(job.id()));
    }

    private static ProblemType type(FailureReason reason) {
        return switch (reason) {
            case TIMED_OUT -> ProblemType.TIMED_OUT;
            case OUT_OF_MEMORY_BUDGET -> ProblemType.OUT_OF_MEMORY_BUDGET;
            case COMPUTATION_FAILED -> ProblemType.COMPUTATION_FAILED;
        };
    }
}
