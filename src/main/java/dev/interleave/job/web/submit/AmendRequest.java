package dev.interleave.job.web.submit;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The body of `PATCH /v1/jobs/{id}` in the API documentation; [JobSpecReader] reads it.
@Schema(name = "AmendJob", description = "What to change, at least one member")
record AmendRequest(
        @Schema(
                description =
                        "The new start of a scheduled or waiting job: a time with an offset from UTC, within ten years; "
                                + "one in the past starts the job at once",
                example = "2030-01-31T12:00:00Z",
                format = "date-time")
        @Nullable
        String startAt,

        @Schema(description = "In place of startAt: the time from now to the start", example = "PT1H") @Nullable
        String delay,

        @Schema(
                description = "The new priority; a running job has it from now on",
                allowableValues = {"low", "normal", "high"})
        @Nullable
        String priority,

        @Schema(description = "All of the new labels; an empty object removes them", example = "{\"team\": \"b\"}")
        @Nullable
        Map<String, String> labels) {}
