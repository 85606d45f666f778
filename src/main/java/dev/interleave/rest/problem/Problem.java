package dev.interleave.rest.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The body of `application/problem+json` (RFC 9457), also the failure of a job. Immutable.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(description = "An error (RFC 9457)")
public record Problem(
        @Schema(
                type = "string",
                format = "uri-reference",
                description = "The type of the problem: stable, and the path of a page that explains it",
                example = "/problems/invalid-input",
                requiredMode = Schema.RequiredMode.REQUIRED)
        URI type,

        @Schema(
                description = "The name of the problem",
                example = "Invalid input",
                requiredMode = Schema.RequiredMode.REQUIRED)
        String title,

        @Schema(description = "The HTTP status", example = "422", requiredMode = Schema.RequiredMode.REQUIRED)
        int status,

        @Schema(
                description = "What was wrong with this request, and what to send instead",
                example = "One value is invalid: see errors",
                requiredMode = Schema.RequiredMode.REQUIRED)
        String detail,

        @Schema(description = "The path of the request", example = "/v1/jobs") @Nullable
        String instance,

        @Schema(description = "The invalid values of the request body; empty for other problems")
        List<FieldError> errors) {

    public Problem {
        errors = List.copyOf(errors);
    }
}
