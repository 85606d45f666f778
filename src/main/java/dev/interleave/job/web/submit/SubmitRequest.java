package dev.interleave.job.web.submit;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/jobs` in the API documentation; [JobSpecReader] reads it.
@Schema(
        name = "SubmitJob",
        description =
                "What to compute: a computation of the service, which requires n, and a binomial coefficient also k; "
                        + "or a program as text (program) or by name (computation), with its input.")
record SubmitRequest(
        @Schema(
                description = "What to compute: factorial, binomial, fibonacci, or the name of a program of yours, "
                        + "with or without a version, such as collatz or collatz@2",
                defaultValue = "factorial",
                example = "factorial")
        @Nullable
        String computation,

        @Schema(
                description =
                        "The number whose factorial is wanted, the size of the set, or the index in the sequence: "
                                + "a JSON integer, up to the limit that GET /v1/computations tells",
                example = "12",
                minimum = "0")
        @Nullable
        Long n,

        @Schema(
                description = "Of a binomial coefficient only, and required there: the size of the subsets, a JSON "
                        + "integer from 0 to n",
                minimum = "0")
        @Nullable
        Long k,

        @Schema(
                description = "The source of a program in a subset of Python, up to 256 kB in UTF-8. Its function main "
                        + "is called with the input; each value that it yields is a step. Without main, what the "
                        + "program prints is the result",
                example = "def main(n):\n    return n * n\n")
        @Nullable
        String program,

        @Schema(
                type = "object",
                description = "Of a program only: the arguments of main by name, any JSON",
                example = "{\"n\": 12}",
                additionalProperties = Schema.AdditionalPropertiesValue.TRUE)
        @Nullable
        Map<String, Object> input,

        @Schema(
                description =
                        "How to compute it: one multiplication or addition per step (iterative), in as little time as possible "
                                + "(fast), or whichever of these ends sooner (auto)",
                defaultValue = "auto",
                allowableValues = {"auto", "iterative", "fast"})
        @Nullable
        String algorithm,

        @Schema(
                description = "How much of the loop it gets beside other jobs that have run for a while: low a quarter "
                        + "of normal, high four times as much. What is new goes ahead whatever its priority. Counts "
                        + "where the loop's scheduling is fair",
                defaultValue = "normal",
                allowableValues = {"low", "normal", "high"})
        @Nullable
        String priority,

        @Schema(description = "Up to 16 labels of your own, to find the job by", example = "{\"team\": \"a\"}")
        @Nullable
        Map<String, String> labels,

        @Schema(description = "How long it may run, as an ISO 8601 duration from PT0.001S to P30D", example = "PT5M")
        @Nullable
        String timeout,

        @Schema(
                description =
                        "The earliest start, a time with an offset from UTC within ten years; one in the past starts "
                                + "the job at once",
                example = "2030-01-31T12:00:00Z",
                format = "date-time")
        @Nullable
        String startAt,

        @Schema(
                description =
                        "In place of startAt: the time from now to the earliest start, as an ISO 8601 duration up to ten years",
                example = "PT1H")
        @Nullable
        String delay,

        @ArraySchema(
                minItems = 1,
                maxItems = 1000,
                schema = @Schema(type = "string", example = "0198c0de-1b5a-7c31-9d9e-6f1f4c0f7a11"),
                arraySchema =
                        @Schema(
                                description =
                                        "The jobs that have to end before: ids of jobs of yours, or in a batch names "
                                                + "of its jobs"))
        @Nullable
        List<String> after,

        @Schema(
                description =
                        "With after: what happens if one of these jobs fails or is cancelled. The job is cancelled as "
                                + "well (cancel), or runs (run)",
                defaultValue = "cancel",
                allowableValues = {"cancel", "run"})
        @Nullable
        String onFailure,

        @Schema(
                description = "In a batch only: a name of your own, unique in the batch, for after of other jobs",
                example = "sort",
                pattern = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
        @Nullable
        String name,

        @Schema(
                description = "How often the job may run if it fails for a reason that can pass: timed-out, "
                        + "out-of-memory-budget or computation-failed. Each attempt continues from the latest checkpoint "
                        + "and has the whole timeout")
        @Nullable
        RetryRequestView retry,

        @Schema(
                description =
                        "Takes the result of an equal job that finished at most so long ago, as an ISO 8601 duration "
                                + "up to ten years, or that is queued or running; not with startAt, delay or after. By default, "
                                + "the job runs",
                example = "PT24H")
        @Nullable
        String reuse,

        @ArraySchema(
                minItems = 1,
                maxItems = 20,
                arraySchema = @Schema(description = "Callbacks to register with the job"))
        @Nullable
        List<CallbackRequestView> callbacks) {

    /// How often a job may run.
    @Schema(name = "NewRetry", description = "Only maxAttempts is required.")
    record RetryRequestView(
            @Schema(
                    description = "The number of attempts",
                    example = "5",
                    minimum = "1",
                    maximum = "100",
                    requiredMode = Schema.RequiredMode.REQUIRED)
            Integer maxAttempts,

            @Schema(
                    description =
                            "The pause before the second attempt, up to P1D; it doubles with each further attempt",
                    defaultValue = "PT10S",
                    example = "PT10S")
            @Nullable
            String backoff) {}

    /// A callback that comes with a job.
    @Schema(name = "NewCallback", description = "A URL that wants to hear of a job. Only url is required.")
    record CallbackRequestView(
            @Schema(
                    description = "http or https, with a host whose addresses are all public",
                    example = "https://example.com/hook",
                    maxLength = 2048,
                    requiredMode = Schema.RequiredMode.REQUIRED)
            String url,

            @ArraySchema(
                    minItems = 1,
                    arraySchema =
                            @Schema(description = "What it wants to hear of, each at most once; by default, every end"),
                    schema = @Schema(allowableValues = {"job.started", "job.succeeded", "job.failed", "job.cancelled"}))
            @Nullable
            List<String> events,

            @Schema(description = "`whsec_` and 24 to 64 bytes in base64; by default, one is made") @Nullable
            String secret) {}
}
