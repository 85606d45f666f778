package dev.interleave.job.web.submit;

import static io.swagger.v3.oas.annotations.enums.ParameterIn.HEADER;

import dev.interleave.access.CurrentCaller;
import dev.interleave.job.JobReader;
import dev.interleave.job.JobSubmitter;
import dev.interleave.job.NewJob;
import dev.interleave.job.SubmissionOutcome;
import dev.interleave.job.model.IdempotencyKey;
import dev.interleave.job.model.Job;
import dev.interleave.job.web.JobResponses;
import dev.interleave.job.web.JobUris;
import dev.interleave.job.web.JobView;
import dev.interleave.rest.idempotency.IdempotencyKeyReader;
import dev.interleave.rest.idempotency.RequestKey;
import dev.interleave.rest.json.JsonObject;
import dev.interleave.rest.link.BasePath;
import dev.interleave.rest.problem.ProblemType;
import dev.interleave.rest.problem.Problems;
import dev.interleave.rest.request.PreferHeader;
import io.swagger.v3.oas.annotations.Hidden;
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
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/// HTTP API of submission.
@RestController
@RequestMapping(path = "/v1/jobs", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Jobs")
class SubmissionController {

    private final JobSpecReader specs;
    private final JobSubmitter submitter;
    private final JobReader reader;
    private final CurrentCaller caller;

    SubmissionController(JobSpecReader specs, JobSubmitter submitter, JobReader reader, CurrentCaller caller) {
        this.specs = specs;
        this.submitter = submitter;
        this.reader = reader;
        this.caller = caller;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "submitJob",
            summary = "Submit a job",
            description =
                    "Stores the job durably and puts it into the queue. With `Prefer: wait`, the response waits for the end of the job.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = SubmitRequest.class),
                                            examples = {
                                                @ExampleObject(name = "factorial", value = "{\"n\": 12}"),
                                                @ExampleObject(
                                                        name = "program",
                                                        value = "{\"program\": \"def main(n):\\n    return n * n\\n\", "
                                                                + "\"input\": {\"n\": 12}}")
                                            })),
            parameters = {
                @Parameter(
                        in = HEADER,
                        name = IdempotencyKeyReader.HEADER,
                        description = "Makes repeating the request safe, for 24 hours",
                        schema = @Schema(type = "string", minLength = 1, maxLength = 255)),
                @Parameter(
                        in = HEADER,
                        name = "Prefer",
                        description =
                                "`wait=N` waits for the end of the job, N seconds at most; the answer to `wait=60` or more comes after 58 s",
                        schema = @Schema(type = "string"),
                        example = "wait=10")
            })
    @ApiResponse(
            responseCode = "202",
            description = "Accepted, durably; not finished yet",
            headers = {
                @Header(name = "Location"),
                @Header(name = "Retry-After"),
                @Header(name = "Preference-Applied"),
                @Header(name = "Idempotency-Replayed")
            },
            content = @Content(schema = @Schema(implementation = JobView.class)))
    @ApiResponse(
            responseCode = "200",
            description = "Accepted and finished, within the time that Prefer gives",
            headers = {
                @Header(name = "Location"),
                @Header(name = "Preference-Applied"),
                @Header(name = "Idempotency-Replayed")
            },
            content = @Content(schema = @Schema(implementation = JobView.class)))
    @Problems({
        ProblemType.INVALID_HEADER,
        ProblemType.INVALID_PROGRAM,
        ProblemType.IDEMPOTENCY_KEY_IN_USE,
        ProblemType.IDEMPOTENCY_KEY_REUSED,
        ProblemType.CALLBACK_URL_REFUSED,
        ProblemType.JOB_GONE,
        ProblemType.QUEUE_FULL
    })
    ResponseEntity<JobView> submit(
            @org.springframework.web.bind.annotation.RequestBody JsonObject body,
            @Parameter(hidden = true) @RequestHeader HttpHeaders headers,
            HttpServletRequest request) {
        NewJob newJob = specs.readOne(caller.owner(), body);
        PreferHeader preferHeader = PreferHeader.parse(headers.getOrEmpty("Prefer"));
        SubmissionOutcome submissionOutcome = submitter.submit(
                List.of(newJob),
                key(headers, "/v1/jobs", body),
                preferHeader.waitSeconds().isPresent());
        Job job = submissionOutcome.jobs().getFirst();
        Job now = preferHeader.waitSeconds().isPresent()
                ? await(job, submissionOutcome.replayed(), preferHeader.longestWait())
                : job;
        BasePath base = BasePath.of(request);
        JobView view = view(newJob, now, base, submissionOutcome.replayed());
        return answer(view, JobUris.job(base, now.id()), now, preferHeader, submissionOutcome.replayed());
    }

    @PostMapping(path = "/batch", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "submitBatch",
            summary = "Submit up to 1,000 jobs, all or none",
            description = "Stores all jobs in one transaction. If one of them is invalid, none is stored.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = BatchRequest.class),
                                            examples = @ExampleObject("{\"jobs\": [{\"n\": 12}, {\"n\": 8}]}"))),
            parameters =
                    @Parameter(
                            in = HEADER,
                            name = IdempotencyKeyReader.HEADER,
                            description = "Makes repeating the request safe, for 24 hours",
                            schema = @Schema(type = "string", minLength = 1, maxLength = 255)))
    @ApiResponse(
            responseCode = "202",
            description = "All accepted, durably; those that are over in a moment have ended",
            headers = @Header(name = "Idempotency-Replayed"),
            content = @Content(schema = @Schema(implementation = BatchView.class)))
    @Problems({
        ProblemType.INVALID_HEADER,
        ProblemType.INVALID_PROGRAM,
        ProblemType.IDEMPOTENCY_KEY_IN_USE,
        ProblemType.IDEMPOTENCY_KEY_REUSED,
        ProblemType.CALLBACK_URL_REFUSED,
        ProblemType.JOB_GONE,
        ProblemType.QUEUE_FULL
    })
    ResponseEntity<BatchView> submitBatch(
            @org.springframework.web.bind.annotation.RequestBody JsonObject body,
            @Parameter(hidden = true) @RequestHeader HttpHeaders headers,
            HttpServletRequest request) {
        List<NewJob> newJobs = specs.readBatch(caller.owner(), body);
        SubmissionOutcome submissionOutcome = submitter.submit(newJobs, key(headers, "/v1/jobs/batch", body), true);
        var answer = ResponseEntity.accepted();
        markReplayed(answer, submissionOutcome.replayed());
        BasePath base = BasePath.of(request);
        return answer.body(new BatchView(IntStream.range(0, newJobs.size())
                .mapToObj(
                        i -> view(newJobs.get(i), submissionOutcome.jobs().get(i), base, submissionOutcome.replayed()))
                .toList()));
    }

    @Hidden
    @RequestMapping(path = "/batch", method = RequestMethod.OPTIONS, produces = MediaType.ALL_VALUE)
    ResponseEntity<Void> optionsOfBatch() {
        return ResponseEntity.ok().allow(HttpMethod.POST, HttpMethod.OPTIONS).build();
    }

    /// The path also looks like that of a job, but has none of its methods. Takes what the mapping of POST does not.
    @Hidden
    @RequestMapping(path = "/batch", produces = MediaType.ALL_VALUE)
    ResponseEntity<Void> otherRequestsForBatch(HttpServletRequest request)
            throws HttpRequestMethodNotSupportedException, HttpMediaTypeException {
        String method = request.getMethod();
        if (!method.equals(HttpMethod.POST.name())) {
            throw new HttpRequestMethodNotSupportedException(method, List.of(HttpMethod.POST.name()));
        }
        List<MediaType> json = List.of(MediaType.APPLICATION_JSON);
        String type = request.getContentType();
        throw type != null && type.strip().toLowerCase(Locale.ROOT).startsWith(MediaType.APPLICATION_JSON_VALUE)
                ? new HttpMediaTypeNotAcceptableException(json)
                : new HttpMediaTypeNotSupportedException("Not JSON", json);
    }

    /// A job of an earlier request may have gone on since it was looked up, or have expired.
    private Job await(Job job, boolean replayed, Duration atMost) {
        return replayed ? reader.await(job.id(), atMost) : reader.await(job, atMost);
    }

    private static ResponseEntity<JobView> answer(
            JobView view, String location, Job job, PreferHeader preferHeader, boolean replayed) {
        boolean finished = job.state().isFinal();
        boolean awaited = finished && preferHeader.waitSeconds().isPresent();
        var answer = ResponseEntity.status(awaited ? HttpStatus.OK : HttpStatus.ACCEPTED)
                .location(URI.create(location));
        preferHeader.appliedHeader().ifPresent(applied -> answer.header("Preference-Applied", applied));
        markReplayed(answer, replayed);
        return (finished ? answer : JobResponses.unfinished(answer)).body(view);
    }

    /// Shows the attachments of a job, which other responses do not contain.
    private JobView view(NewJob newJob, Job job, BasePath base, boolean replayed) {
        JobView view = JobView.of(job, base);
        String notice = newJob.notice();
        if (notice != null) {
            view = view.withNotice(notice);
        }
        if (newJob.attachments().isEmpty()) {
            return view;
        }
        return view.withCallbacks(
                replayed
                        ? specs.replayAttachments(job)
                        : newJob.attachments().stream()
                                .map(attachment -> attachment.view(job))
                                .toList());
    }

    private static void markReplayed(ResponseEntity.BodyBuilder answer, boolean replayed) {
        if (replayed) {
            answer.header("Idempotency-Replayed", "true");
        }
    }

    private @Nullable IdempotencyKey key(HttpHeaders headers, String path, JsonObject body) {
        RequestKey key = IdempotencyKeyReader.read(caller.owner(), headers, path, body);
        return key == null ? null : new IdempotencyKey(key.owner(), key.value(), key.fingerprint());
    }
}
