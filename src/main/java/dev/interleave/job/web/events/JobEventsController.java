package dev.interleave.job.web.events;

import static io.swagger.v3.oas.annotations.enums.ParameterIn.HEADER;

import dev.interleave.job.JobReader;
import dev.interleave.job.model.Job;
import dev.interleave.job.web.OwnershipGuard;
import dev.interleave.rest.link.BasePath;
import dev.interleave.rest.problem.ProblemType;
import dev.interleave.rest.problem.Problems;
import dev.interleave.rest.sse.EventStreams;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// The events of a job.
@RestController
@Tag(name = "Jobs")
class JobEventsController {

    private final JobReader reader;
    private final OwnershipGuard own;
    private final JobEventStream events;
    private final EventStreams streams;

    JobEventsController(JobReader reader, JobEventStream events, EventStreams streams, OwnershipGuard own) {
        this.reader = reader;
        this.own = own;
        this.events = events;
        this.streams = streams;
    }

    @GetMapping(path = "/v1/jobs/{id}/events", produces = EventStreams.MEDIA_TYPE)
    @Operation(
            operationId = "getJobEvents",
            summary = "Stream the events of a job",
            description = "Server-sent events: `state` at first and whenever the state has changed, `progress` at "
                    + "most ten times a second, each with the job as data; `output` with what a program has printed since, and "
                    + "how many characters it had printed before. The stream ends after the last state. A "
                    + "client that comes back says the id of the last event it has seen, to whatever instance.",
            parameters =
                    @Parameter(
                            in = HEADER,
                            name = "Last-Event-ID",
                            description = "The id of the last event seen; any other text is passed over",
                            schema = @Schema(type = "string"),
                            example = "running-120-4000"))
    @ApiResponse(
            responseCode = "200",
            description = "The events, as they happen",
            content =
                    @Content(
                            mediaType = EventStreams.MEDIA_TYPE,
                            schema = @Schema(type = "string"),
                            examples =
                                    @ExampleObject("event: state\nid: running-120-4000\ndata: {\"id\":\"0198c0de-…\","
                                            + "\"state\":\"running\",…}\n\n")))
    @ApiResponse(
            responseCode = "204",
            description = "The last event was seen: there will be no other",
            content = @Content)
    @Problems({ProblemType.NOT_FOUND, ProblemType.TOO_MANY_STREAMS})
    void listen(
            @PathVariable String id,
            @Parameter(hidden = true) @RequestHeader(name = "Last-Event-ID", required = false) @Nullable
                    String lastEventId,
            HttpServletRequest request,
            HttpServletResponse response) {
        Job job = reader.get(own.id(id));
        if (job.state().isFinal() && JobEventStream.id(job).equals(lastEventId)) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        } else {
            BasePath base = BasePath.of(request);
            streams.serve(request, response, stream -> events.tell(stream, job, base, lastEventId));
        }
    }
}
