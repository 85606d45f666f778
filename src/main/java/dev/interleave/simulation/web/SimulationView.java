package dev.interleave.simulation.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.interleave.eventloop.Scheduling;
import dev.interleave.simulation.Trace;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
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
    record CompletionView(
            @Schema(description = "Which of the inputs, from 0", example = "2")
            int index,

            @Schema(example = "4") long n,

            @Schema(description = "All turns of the loop up to its end", example = "6")
            long rounds,

            @Schema(example = "24") String value) {}

    /// One step of one task.
    @Schema(name = "Turn")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TurnView(
            @Schema(description = "From 1", example = "1") long round,

            @Schema(description = "Which of the inputs, from 0", example = "0")
            int index,

            @Schema(example = "12") long n,

            @Schema(description = "What the step yielded", example = "132") @Nullable
            String partialProduct,

            @Schema(description = "What the step returned, if it was the last one") @Nullable
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

    /// One number.
    @Schema(name = "SimulationInput")
    record InputView(
            @Schema(minimum = "0", maximum = "1000", example = "12", requiredMode = Schema.RequiredMode.REQUIRED)
            int n) {}

    static SimulationView of(Scheduling scheduling, Trace trace) {
        return new SimulationView(
                SimulationRequest.wireName(scheduling),
                trace.rounds(),
                trace.completions().stream()
                        .map(end -> new CompletionView(
                                end.index(), end.n(), end.rounds(), end.value().toString()))
                        .toList(),
                trace.turns().stream().map(SimulationView::turn).toList());
    }

    private static TurnView turn(Trace.Turn turn) {
        String product = turn.product().toString();
        return new TurnView(
                turn.round(),
                turn.index(),
                turn.n(),
                turn.returned() ? null : product,
                turn.returned() ? product : null);
    }
}
