package dev.interleave.rest.problem;

import io.swagger.v3.oas.annotations.media.Schema;

/// One mistake in a request body. Immutable.
@Schema(description = "One mistake in the request body")
public record FieldError(
        @Schema(description = "Where: a JSON Pointer (RFC 6901) into the request body", example = "/n")
        String pointer,

        @Schema(
                description = "What is expected there",
                example = "must be a JSON integer from 0 to 1000000, without quotes, fraction or exponent")
        String detail) {}
