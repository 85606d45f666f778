package dev.interleave.rest.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// One mistake in a request body. Immutable.
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "One mistake in the request body")
public record FieldError(
        @Schema(
                description = "Where: a JSON Pointer (RFC 6901) into the request body",
                example = "/n",
                requiredMode = Schema.RequiredMode.REQUIRED)
        String pointer,

        @Schema(description = "In a program: the line of its source, from 1", example = "3") @Nullable
        Integer line,

        @Schema(description = "In a program: the column of that line, in characters from 1", example = "5") @Nullable
        Integer column,

        @Schema(
                description = "What is expected there",
                example = "must be a JSON integer from 0 to 1000000, without quotes, fraction or exponent",
                requiredMode = Schema.RequiredMode.REQUIRED)
        String detail) {

    /// @param pointer a JSON Pointer into the request body
    /// @param detail what is expected there
    public FieldError(String pointer, String detail) {
        this(pointer, null, null, detail);
    }
}
