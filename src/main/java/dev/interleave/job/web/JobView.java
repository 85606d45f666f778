package dev.interleave.job.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.interleave.job.await.JobAwait;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobAttempt;
import dev.interleave.job.model.JobState;
import dev.interleave.job.model.JobTimestamps;
import dev.interleave.job.origin.ParentRef;
import dev.interleave.job.plan.JobPlan;
import dev.interleave.job.plan.RetryPolicy;
import dev.interleave.rest.link.BasePath;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A job as clients see it.
@Schema(name = "Job", description = "One submitted computation and what has become of it")
public record JobView(
        @Schema(description = "A UUIDv7", example = "0198c0de-1b5a-7c31-9d9e-6f1f4c0f7a11")
        String id,

        @Schema(
                description = "What is computed: a computation of the service, `program`, or the name and version of a "
                        + "program",
                example = "factorial")
        String computation,

        @Schema(description = "Where the source of its program is; not with other computations")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        ProgramView program,

        @Schema(
                type = "object",
                description =
                        "What it is computed of: numbers, or any JSON with a program; null if that is longer than "
                                + "2,000 characters",
                example = "{\"n\": 12}",
                additionalProperties = Schema.AdditionalPropertiesValue.TRUE,
                nullable = true)
        @Nullable
        Map<String, ? extends @Nullable Object> input,

        @Schema(
                description = "How it is computed; null with a program",
                example = "iterative",
                allowableValues = {"iterative", "fast"},
                nullable = true)
        @Nullable
        String algorithm,

        @Schema(
                description = "How much of the loop it gets beside others",
                example = "normal",
                allowableValues = {"low", "normal", "high"})
        String priority,

        @Schema(
                description = "Where the job is in its life",
                example = "succeeded",
                allowableValues = {
                    "waiting",
                    "scheduled",
                    "queued",
                    "running",
                    "paused",
                    "succeeded",
                    "failed",
                    "cancelled"
                })
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

        @Schema(description = "The earliest start; not with a job that starts at once")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Instant startAt,

        @Schema(description = "The jobs that have to end before; not with a job that waits for none")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        List<String> after,

        @Schema(
                description = "What happens if one of them does not succeed",
                allowableValues = {"cancel", "run"})
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String onFailure,

        @Schema(description = "How often it may run; not with a job that has one attempt")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        RetryView retry,

        @Schema(description = "The number of the latest attempt, if it is not the first", example = "2")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Integer attempt,

        @Schema(description = "The attempts before the latest one; only where a single job is looked at")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        List<AttemptView> attempts,

        @Schema(
                description = "The job whose program has submitted it; not with other jobs",
                example = "0198c0de-1b5a-7c31-9d9e-6f1f4c0f7a11")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String parent,

        @Schema(
                description =
                        "The equal job that has computed its result, or whose result it waits for; not with a job "
                                + "that computes its result itself",
                example = "0198c0de-1b5a-7c31-9d9e-6f1f4c0f7a11")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String reusedFrom,

        @Schema(description = "What its program waits for; only as long as it does")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        AwaitView awaits,

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

        @Schema(description = "Why it failed", nullable = true) @Nullable
        JobProblem problem,

        @Schema(
                description =
                        "Only in the answer to its submission: the callbacks that came with it, and their secrets")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        List<Object> callbacks,

        @Schema(description = "Only in the answer to its submission: what the service did other than it may seem")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String notice) {

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

    /// What a program waits for.
    @Schema(name = "Await")
    record AwaitView(
            @Schema(
                    description = "The number of jobs that it has submitted for this wait; `GET /v1/jobs?parent=…` "
                            + "lists them",
                    example = "2")
            long jobs,

            @Schema(description = "The next time that it waits for; not if it waits for none")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            Instant until) {

        private static @Nullable AwaitView of(Job job) {
            JobAwait await = job.await();
            return await == null || job.state() != JobState.WAITING
                    ? null
                    : new AwaitView(await.children().count(), await.wakeAt());
        }
    }

    /// How often a job may run.
    @Schema(name = "Retry")
    record RetryView(
            @Schema(description = "The number of attempts", example = "5", minimum = "2", maximum = "100")
            int maxAttempts,

            @Schema(
                    description = "The pause before the second attempt, which doubles with each further attempt",
                    type = "string",
                    example = "PT10S")
            Duration backoff) {

        private static @Nullable RetryView of(RetryPolicy policy) {
            return policy.equals(RetryPolicy.NONE) ? null : new RetryView(policy.maxAttempts(), policy.backoff());
        }
    }

    /// An attempt that was followed by another one.
    @Schema(name = "JobAttempt")
    record AttemptView(
            @Schema(description = "From 1", example = "1") int number,

            @Schema(allowableValues = {"failed", "cancelled"})
            String state,

            @Schema(nullable = true) @Nullable Instant startedAt,
            Instant finishedAt,

            @Schema(
                    description = "The type of the problem; null with a cancelled attempt",
                    type = "string",
                    format = "uri-reference",
                    example = "/problems/timed-out",
                    nullable = true)
            @Nullable
            URI problem,

            @Schema(description = "What happened", nullable = true) @Nullable
            String detail) {

        private static AttemptView of(JobAttempt attempt, BasePath base) {
            return new AttemptView(
                    attempt.number(),
                    attempt.state().wireName(),
                    attempt.startedAt(),
                    attempt.finishedAt(),
                    attempt.reason() == null
                            ? null
                            : JobProblem.type(attempt.reason()).uri(base),
                    attempt.detail());
        }
    }

    /// What to expect.
    @Schema(name = "Estimate", description = "What to expect, from the work ahead and the speed of the last seconds")
    record EstimateView(
            @Schema(
                    description = "When the job will be finished, as far as can be told now; other jobs that are "
                            + "submitted meanwhile can make it later")
            Instant finishedAt) {}

    /// The program of a job.
    @Schema(name = "JobProgram")
    record ProgramView(
            @Schema(description = "Of the source in UTF-8, in hex")
            String sha256,

            @Schema(description = "Where the source is", example = "/v1/jobs/0198c0de-…/source")
            String href,

            @Schema(description = "Where all of the input is", example = "/v1/jobs/0198c0de-…/input")
            String inputHref,

            @Schema(description = "Where the output is", example = "/v1/jobs/0198c0de-…/output")
            String outputHref) {

        private static @Nullable ProgramView of(Job job, BasePath base) {
            return job.spec()
                    .computation()
                    .sourceHash()
                    .map(sha256 -> new ProgramView(
                            sha256,
                            JobUris.source(base, job.id()),
                            JobUris.input(base, job.id()),
                            JobUris.output(base, job.id())))
                    .orElse(null);
        }
    }

    /// @param base the base path of the links in it
    public static JobView of(Job job, BasePath base) {
        JobTimestamps timeline = job.timestamps();
        JobPlan plan = job.plan();
        ParentRef parent = job.origin().parent();
        UUID reusedFrom = job.origin().reusedFrom();
        boolean waits = !plan.after().isEmpty();
        return new JobView(
                job.id().toString(),
                job.spec().computation().name(),
                ProgramView.of(job, base),
                job.spec().computation().inputHash().isPresent()
                        ? null
                        : job.spec().input().values(),
                job.spec().computation().sourceHash().isPresent()
                        ? null
                        : job.spec().algorithm().name().toLowerCase(Locale.ROOT),
                job.spec().priority().wireName(),
                job.state().wireName(),
                job.spec().labels(),
                new ProgressView(
                        job.progress().steps(),
                        job.progress().totalSteps(),
                        job.progress().fraction()),
                job.progress().rounds(),
                timeline.createdAt(),
                plan.startAt(),
                waits ? plan.after().stream().map(UUID::toString).toList() : null,
                waits ? plan.onFailure().wireName() : null,
                RetryView.of(plan.retry()),
                job.history().attempt() == 1 ? null : job.history().attempt(),
                null,
                parent == null ? null : parent.id().toString(),
                reusedFrom == null ? null : reusedFrom.toString(),
                AwaitView.of(job),
                timeline.startedAt(),
                null,
                timeline.finishedAt(),
                timeline.expiresAt(),
                ResultView.of(job, base),
                JobProblem.of(job, base),
                null,
                null);
    }

    public JobView withCallbacks(List<Object> made) {
        return with(attempts, estimate, made, notice);
    }

    public JobView withNotice(String text) {
        return with(attempts, estimate, callbacks, text);
    }

    /// @param earlier the attempts before the latest one
    /// @param base the base path of the links in it
    public JobView withAttempts(List<JobAttempt> earlier, BasePath base) {
        List<AttemptView> views =
                earlier.stream().map(attempt -> AttemptView.of(attempt, base)).toList();
        return with(views, estimate, callbacks, notice);
    }

    /// @param end when it will be finished, if that can be told
    public JobView withEstimate(Optional<Instant> end) {
        return with(attempts, end.map(EstimateView::new).orElse(null), callbacks, notice);
    }

    private JobView with(
            @Nullable List<AttemptView> newAttempts,
            @Nullable EstimateView newEstimate,
            @Nullable List<Object> newCallbacks,
            @Nullable String newNotice) {
        return new JobView(
                id,
                computation,
                program,
                input,
                algorithm,
                priority,
                state,
                labels,
                progress,
                rounds,
                createdAt,
                startAt,
                after,
                onFailure,
                retry,
                attempt,
                newAttempts,
                parent,
                reusedFrom,
                awaits,
                startedAt,
                newEstimate,
                finishedAt,
                expiresAt,
                result,
                problem,
                newCallbacks,
                newNotice);
    }
}
