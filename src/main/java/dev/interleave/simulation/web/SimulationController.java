package dev.interleave.simulation.web;

import dev.interleave.rest.json.JsonObject;
import dev.interleave.simulation.Simulation;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Runs simulations.
@RestController
@Tag(name = "Simulations")
class SimulationController {

    @PostMapping(
            path = "/v1/simulations",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "simulate",
            summary = "Simulate a schedule",
            description = "Runs up to 100 factorials on a loop of their own, with at most 10,000 rounds together, and "
                    + "tells every turn. For fair, which goes by time, every step counts as one slice of it.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = SimulationView.RequestView.class),
                                            examples = @ExampleObject("{\"scheduling\": \"interleaved\", "
                                                            + "\"inputs\": [{\"n\": 12}, {\"n\": 8}, {\"n\": 4}]}"))))
    SimulationView simulate(@RequestBody JsonObject body) {
        SimulationRequest request = SimulationRequest.read(body);
        return SimulationView.of(request.scheduling(), Simulation.run(request.scheduling(), request.inputs()));
    }
}
