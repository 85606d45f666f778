package dev.interleave.simulation.web;

import dev.interleave.computation.Algorithm;
import dev.interleave.computation.factorial.IterativeFactorial;
import dev.interleave.program.request.ProgramRequest;
import dev.interleave.program.request.ProgramRequestReader;
import dev.interleave.program.run.Programs;
import dev.interleave.rest.json.JsonObject;
import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemType;
import dev.interleave.rest.problem.Problems;
import dev.interleave.simulation.SimulatedTask;
import dev.interleave.simulation.Simulation;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Runs simulations.
@RestController
@Tag(name = "Simulations")
class SimulationController {

    /// Programs take memory and time beside the loop.
    private static final int CONCURRENT = 2;

    private final ProgramRequestReader programRequests;
    private final Programs programs;
    private final Semaphore withPrograms = new Semaphore(CONCURRENT);

    SimulationController(ProgramRequestReader programRequests, Programs programs) {
        this.programRequests = programRequests;
        this.programs = programs;
    }

    @PostMapping(
            path = "/v1/simulations",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "simulate",
            summary = "Simulate a schedule",
            description =
                    "Runs up to 100 factorials or programs on a loop of their own, with at most 10,000 rounds "
                            + "together, and tells every turn. For fair, which goes by time, every step counts as one slice of it.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = SimulationView.RequestView.class),
                                            examples = @ExampleObject("{\"scheduling\": \"interleaved\", "
                                                            + "\"inputs\": [{\"n\": 12}, {\"n\": 8}, {\"n\": 4}]}"))))
    @Problems(ProblemType.INVALID_PROGRAM)
    SimulationView simulate(@RequestBody JsonObject body) throws InterruptedException {
        SimulationRequest request = SimulationRequest.read(body, programRequests);
        boolean hasProgram = request.inputs().stream().anyMatch(task -> task.program() != null);
        if (!hasProgram) {
            return run(request);
        }
        withPrograms.acquire();
        try {
            return run(request);
        } finally {
            withPrograms.release();
        }
    }

    private SimulationView run(SimulationRequest request) {
        int count = request.inputs().size();
        List<SimulatedTask> tasks =
                request.inputs().stream().map(task -> task(task, count)).toList();
        return Simulation.run(request.scheduling(), tasks, SimulationRequest.MAX_ROUNDS)
                .map(trace -> SimulationView.of(request, trace))
                .orElseThrow(() -> new ProblemException(
                        ProblemType.INVALID_INPUT,
                        "The tasks take more than " + SimulationRequest.MAX_ROUNDS
                                + " rounds together. Submit smaller inputs."));
    }

    private SimulatedTask task(SimulationRequest.Task task, int count) {
        ProgramRequest program = task.program();
        if (program == null) {
            long n = Objects.requireNonNull(task.n());
            return new SimulatedTask(n, new IterativeFactorial(n));
        }
        return new SimulatedTask(
                null,
                programs.simulated(program.source(), program.program(), count)
                        .start(program.input(), Algorithm.ITERATIVE));
    }
}
