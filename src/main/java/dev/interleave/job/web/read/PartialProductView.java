package dev.interleave.job.web.read;

import dev.interleave.job.model.PartialProduct;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The partial product of a job.
@Schema(name = "PartialProduct")
record PartialProductView(
        @Schema(description = "How many steps were done", example = "1")
        long steps,

        @Schema(description = "The length of the partial product in binary", example = "8")
        long bits,

        @Schema(description = "Its decimal digits, up to 10,000 of them", example = "132", nullable = true) @Nullable
        String value) {

    static PartialProductView of(PartialProduct partial) {
        return new PartialProductView(
                partial.steps(),
                partial.bits(),
                partial.value() == null ? null : partial.value().toString());
    }
}
