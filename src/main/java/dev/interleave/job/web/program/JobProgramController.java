package dev.interleave.job.web.program;

import dev.interleave.job.JobReader;
import dev.interleave.job.RunningJobView;
import dev.interleave.job.model.Job;
import dev.interleave.job.web.OwnershipGuard;
import dev.interleave.program.run.InputJson;
import dev.interleave.program.run.Programs;
import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemType;
import dev.interleave.rest.problem.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// HTTP API of the program of a job.
@RestController
@RequestMapping("/v1/jobs")
@Tag(name = "Jobs")
class JobProgramController {

    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    /// The line that runs, from 1; left out if none does here.
    private static final String LINE = "Interleave-Line";

    private final JobReader reader;
    private final RunningJobView running;
    private final OwnershipGuard own;
    private final Programs programs;

    JobProgramController(JobReader reader, RunningJobView running, OwnershipGuard own, Programs programs) {
        this.reader = reader;
        this.running = running;
        this.own = own;
        this.programs = programs;
    }

    @GetMapping(path = "/{id}/output", produces = MediaType.TEXT_PLAIN_VALUE)
    @Operation(
            operationId = "getOutput",
            summary = "Read what the program of a job has printed",
            description = "While the job runs, that is the output so far. It is deleted with the result.")
    @ApiResponse(
            responseCode = "200",
            description = "The output; empty if the program has printed nothing, or the job has no program",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_PLAIN_VALUE,
                            schema = @Schema(type = "string"),
                            examples = @ExampleObject("factorial of 12 is 479001600\n")))
    @Problems(ProblemType.NOT_FOUND)
    ResponseEntity<String> output(@PathVariable String id) {
        return text(reader.output(own.id(id)));
    }

    @GetMapping(path = "/{id}/source", produces = MediaType.TEXT_PLAIN_VALUE)
    @Operation(
            operationId = "getSource",
            summary = "Read the source of the program of a job",
            description = "The header `Interleave-Line` has the line that runs now, if the job runs on this instance.")
    @ApiResponse(
            responseCode = "200",
            description = "The source as it was submitted",
            content = @Content(mediaType = MediaType.TEXT_PLAIN_VALUE, schema = @Schema(type = "string")))
    @Problems(ProblemType.NOT_FOUND)
    ResponseEntity<String> source(@PathVariable String id) {
        UUID jobId = own.id(id);
        String source = reader.get(jobId)
                .spec()
                .computation()
                .sourceHash()
                .flatMap(programs::source)
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "This job has no program."));
        var answer = ResponseEntity.ok().contentType(TEXT);
        running.line(jobId).ifPresent(line -> answer.header(LINE, Integer.toString(line)));
        return answer.body(source);
    }

    @GetMapping(path = "/{id}/input", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "getInput",
            summary = "Read the input of a job, of whatever length",
            description = "Returns the whole input. The job itself contains it only up to 2,000 characters.")
    @ApiResponse(
            responseCode = "200",
            description = "The input as JSON",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(type = "object"),
                            examples = @ExampleObject("{\"n\": 12}")))
    @Problems(ProblemType.NOT_FOUND)
    ResponseEntity<String> input(@PathVariable String id) {
        Job job = reader.get(own.id(id));
        String json = job.spec()
                .computation()
                .inputHash()
                .flatMap(programs::source)
                .orElseGet(() -> InputJson.write(job.spec().input()));
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(json);
    }

    private static ResponseEntity<String> text(String body) {
        return ResponseEntity.ok().contentType(TEXT).body(body);
    }
}
