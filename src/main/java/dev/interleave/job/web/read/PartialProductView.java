package dev.interleave.job.web.read;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.interleave.computation.ValueKind;
import dev.interleave.job.model.PartialResult;
import dev.interleave.job.web.ResultView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The partial result of a job.
@Schema(name = "PartialProduct")
record PartialProductView(
        @Schema(description = "How many steps were done", example = "1")
        long steps,

        @Schema(
                description = "What sort of value it is",
                example = "integer",
                allowableValues = {"integer", "json", "text", "bytes"})
        String kind,

        @Schema(description = "The length of an integer in binary", example = "8")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Long bits,

        @Schema(
                description = "The decimal digits of a partial product as a string, or the latest value that a program "
                        + "has yielded; null if it has more than 10,000 digits or bytes",
                example = "132",
                format = "json",
                nullable = true)
        @JsonRawValue
        @Nullable
        String value) {

    static PartialProductView of(PartialResult partial) {
        return new PartialProductView(
                partial.steps(),
                partial.kind().name().toLowerCase(Locale.ROOT),
                partial.kind() == ValueKind.INTEGER ? partial.bits() : null,
                ResultView.json(partial.kind(), partial.value()));
    }
}
