package dev.interleave.job.web.submit;

import static io.swagger.v3.oas.annotations.enums.ParameterIn.HEADER;

import dev.interleave.job.JobAmender;
import dev.interleave.job.model.Job;
import dev.interleave.job.web.JobResponses;
import dev.interleave.job.web.JobUris;
import dev.interleave.job.web.JobView;
import dev.interleave.job.web.OwnershipGuard;
import dev.interleave.rest.json.JsonObject;
import dev.interleave.rest.link.BasePath;
import dev.interleave.rest.problem.ProblemType;
import dev.interleave.rest.problem.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// HTTP API of changes to submitted jobs.
@RestController
@RequestMapping(path = "/v1/jobs/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Jobs")
class AmendmentController {

    private final JobSpecReader specs;
    private final JobAmender amender;
    private final OwnershipGuard own;

    AmendmentController(JobSpecReader specs, JobAmender amender, OwnershipGuard own) {
        this.specs = specs;
        this.amender = amender;
        this.own = own;
    }

    @PatchMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "amendJob",
            summary = "Change the start, the priority or the labels of a job",
            description =
                    "The start of a job can be changed until the job is due, its priority and labels at any time.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = AmendRequest.class),
                                            examples = @ExampleObject("{\"delay\": \"PT1H\"}"))),
            parameters =
                    @Parameter(
                            in = HEADER,
                            name = "If-Match",
                            description = "The ETag that the job must have: 412 if it has another",
                            schema = @Schema(type = "string")))
    @ApiResponse(
            responseCode = "200",
            description = "Changed, durably",
            headers = @Header(name = "ETag"),
            content = @Content(schema = @Schema(implementation = JobView.class)))
    @Problems({ProblemType.NOT_FOUND, ProblemType.ILLEGAL_TRANSITION, ProblemType.PRECONDITION_FAILED})
    ResponseEntity<JobView> amend(
            @PathVariable String id,
            @org.springframework.web.bind.annotation.RequestBody JsonObject body,
            HttpServletRequest request) {
        Job job = amender.amend(own.id(id, request), specs.readAmendment(body));
        return ResponseEntity.ok().eTag(JobResponses.eTag(job)).body(JobView.of(job, BasePath.of(request)));
    }

    @PostMapping("/retry")
    @Operation(
            operationId = "retryJob",
            summary = "Run a failed or cancelled job again",
            description = "Queues the job for another attempt, from the start. The attempts so far stay in `attempts`.",
            parameters =
                    @Parameter(
                            in = HEADER,
                            name = "If-Match",
                            description = "The ETag that the job must have: 412 if it has another",
                            schema = @Schema(type = "string")))
    @ApiResponse(
            responseCode = "202",
            description = "Queued, durably",
            headers = {@Header(name = "Location"), @Header(name = "Retry-After")},
            content = @Content(schema = @Schema(implementation = JobView.class)))
    @Problems({
        ProblemType.NOT_FOUND,
        ProblemType.ILLEGAL_TRANSITION,
        ProblemType.QUEUE_FULL,
        ProblemType.PRECONDITION_FAILED
    })
    ResponseEntity<JobView> retry(@PathVariable String id, HttpServletRequest request) {
        Job job = amender.retry(own.id(id, request));
        BasePath base = BasePath.of(request);
        return JobResponses.unfinished(ResponseEntity.accepted().location(URI.create(JobUris.job(base, job.id()))))
                .body(JobView.of(job, base));
    }
}
