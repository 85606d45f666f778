package dev.interleave.job.web.read;

import static io.swagger.v3.oas.annotations.enums.ParameterIn.HEADER;
import static io.swagger.v3.oas.annotations.enums.ParameterIn.QUERY;

import dev.interleave.computation.catalogue.Catalogue;
import dev.interleave.job.JobCanceller;
import dev.interleave.job.JobPage;
import dev.interleave.job.JobPauser;
import dev.interleave.job.JobReader;
import dev.interleave.job.JobStore;
import dev.interleave.job.RunningJobView;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobNotFoundException;
import dev.interleave.job.web.JobResponses;
import dev.interleave.job.web.JobView;
import dev.interleave.job.web.OwnershipGuard;
import dev.interleave.program.ProgramStore;
import dev.interleave.rest.link.BasePath;
import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemType;
import dev.interleave.rest.problem.Problems;
import dev.interleave.rest.request.PageToken;
import dev.interleave.rest.request.PreferHeader;
import dev.interleave.rest.request.QueryParameters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Shows jobs, cancels and forgets them.
@RestController
@RequestMapping(path = "/v1/jobs", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Jobs")
class JobController {

    private final JobReader reader;
    private final OwnershipGuard own;
    private final RunningJobView running;
    private final JobCanceller canceller;
    private final JobPauser pauser;
    private final JobStore store;
    private final Catalogue catalogue;
    private final ProgramStore programs;

    JobController(
            JobReader reader,
            RunningJobView running,
            JobCanceller canceller,
            JobPauser pauser,
            JobStore store,
            Catalogue catalogue,
            ProgramStore programs,
            OwnershipGuard own) {
        this.programs = programs;
        this.reader = reader;
        this.own = own;
        this.running = running;
        this.canceller = canceller;
        this.pauser = pauser;
        this.store = store;
        this.catalogue = catalogue;
    }

    @GetMapping("/{id}")
    @Operation(
            operationId = "getJob",
            summary = "Get a job",
            description =
                    "With `Prefer: wait`, the response waits for the end of the job. `ETag` changes exactly when the job does.",
            parameters = {
                @Parameter(
                        in = HEADER,
                        name = "Prefer",
                        description =
                                "`wait=N` waits for the end of the job, N seconds at most; the answer to `wait=60` or more comes after 58 s",
                        schema = @Schema(type = "string"),
                        example = "wait=10"),
                @Parameter(
                        in = HEADER,
                        name = "If-None-Match",
                        description = "The ETag of an earlier answer: 304 if nothing has changed",
                        schema = @Schema(type = "string")),
                @Parameter(
                        in = HEADER,
                        name = "If-Match",
                        description = "The ETag that the job must have: 412 if it has another",
                        schema = @Schema(type = "string"))
            })
    @ApiResponse(
            responseCode = "200",
            description = "As it is now",
            headers = {@Header(name = "ETag"), @Header(name = "Retry-After"), @Header(name = "Preference-Applied")},
            content = @Content(schema = @Schema(implementation = JobView.class)))
    @ApiResponse(
            responseCode = "304",
            description = "Not changed since the ETag given",
            headers = @Header(name = "ETag"),
            content = @Content)
    @Problems({ProblemType.NOT_FOUND, ProblemType.PRECONDITION_FAILED})
    ResponseEntity<JobView> get(
            @PathVariable String id,
            @Parameter(hidden = true) @RequestHeader HttpHeaders headers,
            HttpServletRequest request) {
        PreferHeader preferHeader = PreferHeader.parse(headers.getOrEmpty("Prefer"));
        Job job = reader.await(own.id(id), preferHeader.longestWait());
        Instant lastModified = JobResponses.lastModified(job);
        boolean known = JobResponses.isNotModified(request, job);
        var answer = ResponseEntity.status(known ? HttpStatus.NOT_MODIFIED : HttpStatus.OK)
                .eTag(JobResponses.eTag(job));
        if (lastModified != null) {
            answer.lastModified(lastModified);
        }
        preferHeader.appliedHeader().ifPresent(applied -> answer.header("Preference-Applied", applied));
        if (!job.state().isFinal()) {
            JobResponses.unfinished(answer);
        }
        return known ? answer.build() : answer.body(view(job, BasePath.of(request)));
    }

    /// With all that is shown of a single job.
    private JobView view(Job job, BasePath base) {
        JobView view = JobView.of(job, base);
        return (job.history().attempt() == 1 ? view : view.withAttempts(store.attempts(job.id()), base))
                .withEstimate(job.state().isFinal() ? Optional.empty() : running.estimatedEnd(job.id()));
    }

    @GetMapping
    @QueryParameters(
            value = {
                "createdAfter",
                "createdBefore",
                "finishedAfter",
                "finishedBefore",
                "parent",
                "order",
                "pageSize",
                "pageToken"
            },
            repeatable = {"state", "computation", "label"})
    @Operation(
            operationId = "listJobs",
            summary = "List jobs",
            description =
                    "Every page costs the same, however many jobs there are. Where few jobs match, a page can have fewer jobs than `pageSize`, even none, although more follow: go on until `nextPageToken` is empty.",
            parameters = {
                @Parameter(
                        in = QUERY,
                        name = "state",
                        description = "Only jobs in any of these states; can be repeated",
                        array =
                                @ArraySchema(
                                        schema =
                                                @Schema(
                                                        type = "string",
                                                        allowableValues = {
                                                            "waiting",
                                                            "scheduled",
                                                            "queued",
                                                            "running",
                                                            "paused",
                                                            "succeeded",
                                                            "failed",
                                                            "cancelled"
                                                        }))),
                @Parameter(
                        in = QUERY,
                        name = "computation",
                        description = "Only jobs of any of these computations; can be repeated",
                        array = @ArraySchema(schema = @Schema(type = "string"))),
                @Parameter(
                        in = QUERY,
                        name = "label",
                        description = "Only jobs with all of these labels, as key:value; can be repeated",
                        array = @ArraySchema(schema = @Schema(type = "string", example = "team:a"))),
                @Parameter(
                        in = QUERY,
                        name = "parent",
                        description = "Only jobs that the program of this job has submitted; not with order=startAt",
                        schema = @Schema(type = "string", format = "uuid")),
                @Parameter(
                        in = QUERY,
                        name = "createdAfter",
                        description = "Only jobs created at this time or later",
                        schema = @Schema(type = "string", format = "date-time")),
                @Parameter(
                        in = QUERY,
                        name = "createdBefore",
                        description = "Only jobs created before this time",
                        schema = @Schema(type = "string", format = "date-time")),
                @Parameter(
                        in = QUERY,
                        name = "finishedAfter",
                        description = "Only jobs that ended at this time or later",
                        schema = @Schema(type = "string", format = "date-time")),
                @Parameter(
                        in = QUERY,
                        name = "finishedBefore",
                        description = "Only jobs that ended before this time",
                        schema = @Schema(type = "string", format = "date-time")),
                @Parameter(
                        in = QUERY,
                        name = "order",
                        description = "By time of creation: `desc` lists the newest job first, `asc` the oldest. "
                                + "`startAt` lists scheduled jobs only, the earliest start first",
                        schema =
                                @Schema(
                                        type = "string",
                                        allowableValues = {"asc", "desc", "startAt"},
                                        defaultValue = "desc")),
                @Parameter(
                        in = QUERY,
                        name = "pageSize",
                        description = "How many at most",
                        schema = @Schema(type = "integer", minimum = "1", maximum = "200", defaultValue = "50")),
                @Parameter(
                        in = QUERY,
                        name = "pageToken",
                        description = "nextPageToken of the page before, with the same filters and order",
                        schema = @Schema(type = "string"))
            })
    JobListView list(
            @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> query, HttpServletRequest request) {
        JobListRequest listRequest = JobListRequest.read(catalogue, programs, own.owner(), query);
        JobPage page = reader.list(listRequest.filter(), listRequest.pageSize(), listRequest.after());
        String next = page.next() == null
                ? ""
                : PageToken.write(page.next(), listRequest.filter().toString());
        BasePath base = BasePath.of(request);
        return new JobListView(
                page.jobs().stream().map(job -> JobView.of(job, base)).toList(), next);
    }

    @GetMapping("/{id}/partial")
    @Operation(
            operationId = "getPartialProduct",
            summary = "Get the partial result",
            description = "Returns the last partial result, for example the product so far, without stopping the job.")
    @Problems({
        ProblemType.NOT_FOUND,
        ProblemType.JOB_NOT_FINISHED,
        ProblemType.JOB_HAS_NO_RESULT,
        ProblemType.RESULT_EXPIRED
    })
    PartialProductView partial(@PathVariable String id) {
        return PartialProductView.of(reader.partialResult(own.id(id)));
    }

    @PostMapping("/{id}/cancel")
    @Operation(
            operationId = "cancelJob",
            summary = "Cancel a job; repeating that is harmless",
            description =
                    "Takes effect at the next step of the job. A job that does not run is cancelled at once. Jobs that run after it are cancelled as well, unless they have `onFailure: run`.",
            parameters =
                    @Parameter(
                            in = HEADER,
                            name = "If-Match",
                            description = "The ETag that the job must have: 412 if it has another",
                            schema = @Schema(type = "string")))
    @ApiResponse(
            responseCode = "200",
            description = "Cancelled, durably",
            content = @Content(schema = @Schema(implementation = JobView.class)))
    @Problems({ProblemType.NOT_FOUND, ProblemType.ILLEGAL_TRANSITION, ProblemType.PRECONDITION_FAILED})
    JobView cancel(@PathVariable String id, HttpServletRequest request) {
        return JobView.of(canceller.cancel(own.id(id, request)), BasePath.of(request));
    }

    @PostMapping("/{id}/pause")
    @Operation(
            operationId = "pauseJob",
            summary = "Take a job out of the loop until it is resumed; repeating that is harmless",
            description = "The job keeps what it has computed so far, in the store, and holds no memory meanwhile.",
            parameters =
                    @Parameter(
                            in = HEADER,
                            name = "If-Match",
                            description = "The ETag that the job must have: 412 if it has another",
                            schema = @Schema(type = "string")))
    @ApiResponse(
            responseCode = "200",
            description = "Paused, durably",
            content = @Content(schema = @Schema(implementation = JobView.class)))
    @Problems({ProblemType.NOT_FOUND, ProblemType.ILLEGAL_TRANSITION, ProblemType.PRECONDITION_FAILED})
    JobView pause(@PathVariable String id, HttpServletRequest request) {
        return JobView.of(pauser.pause(own.id(id, request)), BasePath.of(request));
    }

    @PostMapping("/{id}/resume")
    @Operation(
            operationId = "resumeJob",
            summary = "Resume a paused job; repeating that is harmless",
            description = "The job continues from its checkpoint when a loop has room for it.",
            parameters =
                    @Parameter(
                            in = HEADER,
                            name = "If-Match",
                            description = "The ETag that the job must have: 412 if it has another",
                            schema = @Schema(type = "string")))
    @ApiResponse(
            responseCode = "200",
            description = "No longer paused, durably",
            content = @Content(schema = @Schema(implementation = JobView.class)))
    @Problems({
        ProblemType.NOT_FOUND,
        ProblemType.ILLEGAL_TRANSITION,
        ProblemType.QUEUE_FULL,
        ProblemType.PRECONDITION_FAILED
    })
    JobView resume(@PathVariable String id, HttpServletRequest request) {
        return JobView.of(pauser.resume(own.id(id, request)), BasePath.of(request));
    }

    @DeleteMapping(path = "/{id}", produces = MediaType.ALL_VALUE)
    @Operation(
            operationId = "deleteJob",
            summary = "Delete a finished job and its result",
            description = "Deletes the job, its result, its output, its callbacks and their deliveries durably.",
            parameters =
                    @Parameter(
                            in = HEADER,
                            name = "If-Match",
                            description = "The ETag that the job must have: 412 if it has another",
                            schema = @Schema(type = "string")))
    @ApiResponse(responseCode = "204", description = "Forgotten, durably", content = @Content)
    @Problems({ProblemType.NOT_FOUND, ProblemType.JOB_NOT_FINISHED, ProblemType.PRECONDITION_FAILED})
    ResponseEntity<Void> delete(@PathVariable String id, HttpServletRequest request) {
        UUID jobId = own.id(id, request);
        if (store.delete(jobId)) {
            return ResponseEntity.noContent().build();
        }
        if (store.find(jobId).isEmpty()) {
            throw new JobNotFoundException(jobId);
        }
        throw new ProblemException(
                        ProblemType.JOB_NOT_FINISHED,
                        "Only finished jobs can be deleted. Cancel the job first, or wait for its end.")
                .withHeader(HttpHeaders.RETRY_AFTER, JobResponses.RETRY_AFTER_SECONDS);
    }
}
