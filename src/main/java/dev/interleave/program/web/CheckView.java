package dev.interleave.program.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.interleave.program.web.ProgramView.ParameterView;
import dev.interleave.rest.problem.FieldError;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The JSON of a diagnosis.
@Schema(name = "ProgramCheck")
record CheckView(
        @Schema(description = "Whether the program would be accepted", example = "true")
        boolean valid,

        @Schema(description = "The parameters of main, if the program is valid and has this function")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        List<ParameterView> parameters,

        @Schema(description = "The first mistake, with its line and column; empty if there is none")
        List<FieldError> errors) {}
