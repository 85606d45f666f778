package dev.interleave.job.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.interleave.computation.ValueKind;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobResult;
import dev.interleave.rest.link.BasePath;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// What a job computed, in short.
@Schema(name = "Result")
public record ResultView(
        @Schema(
                description = "What sort of value it is",
                example = "integer",
                allowableValues = {"integer", "json", "text", "bytes"})
        String kind,

        @Schema(description = "How many decimal digits an integer has", example = "9")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Long digits,

        @Schema(description = "The length of an integer in binary", example = "29")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Long bits,

        @Schema(description = "How many bytes another value has", example = "29")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Long length,

        @Schema(description = "Of the decimal digits in ASCII, or of the bytes, in hex")
        String sha256,

        @Schema(
                description = "The decimal digits of an integer as a string, up to 1,000 of them; a text or another "
                        + "JSON value of up to 1,000 bytes",
                example = "479001600",
                format = "json",
                nullable = true)
        @JsonRawValue
        @Nullable
        String value,

        @Schema(description = "Where all of it is", example = "/v1/jobs/0198c0de-…/result")
        String href) {

    static @Nullable ResultView of(Job job, BasePath base) {
        JobResult result = job.result();
        if (result == null) {
            return null;
        }
        boolean isInteger = result.kind() == ValueKind.INTEGER;
        return new ResultView(
                result.kind().name().toLowerCase(Locale.ROOT),
                isInteger ? result.digits() : null,
                isInteger ? result.bits() : null,
                isInteger ? null : result.length(),
                result.sha256(),
                json(result.kind(), result.value()),
                JobUris.result(base, job.id()));
    }

    /// @return the value as JSON, or null
    public static @Nullable String json(ValueKind kind, @Nullable String value) {
        if (value == null) {
            return null;
        }
        return switch (kind) {
            case INTEGER -> '"' + value + '"';
            case JSON -> value;
            case TEXT, BYTES -> JsonMapper.shared().writeValueAsString(value);
        };
    }
}
