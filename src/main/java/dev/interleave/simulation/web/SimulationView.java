package dev.interleave.simulation.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.interleave.computation.ProgramError;
import dev.interleave.simulation.Trace;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What happened in a simulation, as clients see it.
@Schema(name = "Simulation")
record SimulationView(
        @Schema(description = "The policy", example = "interleaved")
        String scheduling,

        @Schema(description = "How many turns there were", example = "18")
        long rounds,

        @Schema(description = "In the order of completion") List<CompletionView> completions,
        @Schema(description = "Every turn, in order") List<TurnView> trace) {

    /// The end of a task.
    @Schema(name = "Completion")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CompletionView(
            @Schema(description = "Which of the inputs, from 0", example = "2")
            int index,

            @Schema(description = "The number of a factorial", example = "4") @Nullable
            Long n,

            @Schema(description = "All turns of the loop up to its end", example = "6")
            long rounds,

            @Schema(
                    description = "The digits of an integer as a string, a text or another JSON value; left out if the "
                            + "program failed, or the value has more than 1,000 bytes",
                    format = "json",
                    example = "24")
            @JsonRawValue
            @Nullable
            String value,

            @Schema(description = "What the program has printed, if anything") @Nullable
            String output,

            @Schema(description = "The exception that ended the program") @Nullable
            ErrorView error) {}

    /// The exception that ended a program.
    @Schema(name = "SimulationError")
    record ErrorView(
            @Schema(description = "Its class", example = "ZeroDivisionError")
            String exception,

            @Schema(description = "Its message", example = "division by zero")
            String message,

            @Schema(description = "The line of the program that raised it, from 1", example = "7")
            int line,

            @Schema(description = "The places that it passed, the innermost last")
            String traceback) {

        private static @Nullable ErrorView of(@Nullable ProgramError error) {
            return error == null
                    ? null
                    : new ErrorView(error.exception(), error.message(), error.line(), error.traceback());
        }
    }

    /// One step of one task.
    @Schema(name = "Turn")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TurnView(
            @Schema(description = "From 1", example = "1") long round,

            @Schema(description = "Which of the inputs, from 0", example = "0")
            int index,

            @Schema(description = "The number of a factorial", example = "12") @Nullable
            Long n,

            @Schema(
                    description = "What the step yielded: the digits of an integer as a string, a text or another JSON "
                            + "value of up to 1,000 bytes",
                    format = "json",
                    example = "132")
            @JsonRawValue
            @Nullable
            String partialProduct,

            @Schema(description = "What the step returned, if it was the last one", format = "json")
            @JsonRawValue
            @Nullable
            String value) {}

    /// The request, for the API documentation.
    @Schema(name = "Simulate")
    record RequestView(
            @Schema(
                    allowableValues = {"sequential", "interleaved", "fair"},
                    requiredMode = Schema.RequiredMode.REQUIRED)
            String scheduling,

            @ArraySchema(
                    minItems = 1,
                    maxItems = SimulationRequest.MAX_INPUTS,
                    arraySchema = @Schema(requiredMode = Schema.RequiredMode.REQUIRED))
            List<InputView> inputs) {}

    /// One task.
    @Schema(name = "SimulationInput")
    record InputView(
            @Schema(
                    description = "The number of a factorial; required unless there is a program",
                    minimum = "0",
                    maximum = "1000",
                    example = "12")
            @Nullable
            Integer n,

            @Schema(description = "The source of a program, as in a job", example = "def main(n):\n    yield n\n")
            @Nullable
            String program,

            @Schema(
                    type = "object",
                    description = "Of a program only: the arguments of main by name",
                    additionalProperties = Schema.AdditionalPropertiesValue.TRUE)
            @Nullable
            Map<String, Object> input) {}

    static SimulationView of(SimulationRequest request, Trace trace) {
        List<SimulationRequest.Task> tasks = request.inputs();
        return new SimulationView(
                SimulationRequest.wireName(request.scheduling()),
                trace.rounds(),
                trace.completions().stream()
                        .map(end -> new CompletionView(
                                end.index(),
                                tasks.get(end.index()).n(),
                                end.rounds(),
                                SimulatedValues.json(end.end()),
                                end.output().isEmpty() ? null : end.output(),
                                ErrorView.of(end.end().error())))
                        .toList(),
                trace.turns().stream()
                        .map(turn -> new TurnView(
                                turn.round(),
                                turn.index(),
                                tasks.get(turn.index()).n(),
                                turn.end() == null ? SimulatedValues.json(turn.partial()) : null,
                                turn.end() == null ? null : SimulatedValues.json(turn.end())))
                        .toList());
    }
}
