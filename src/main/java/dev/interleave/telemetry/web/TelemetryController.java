package dev.interleave.telemetry.web;

import static io.swagger.v3.oas.annotations.enums.ParameterIn.HEADER;

import dev.interleave.access.CurrentCaller;
import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemType;
import dev.interleave.rest.problem.Problems;
import dev.interleave.rest.request.QueryParameters;
import dev.interleave.rest.sse.EventStreams;
import dev.interleave.telemetry.TelemetryPoint;
import dev.interleave.telemetry.TelemetryStore;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// HTTP API of the current telemetry, the timeline and the history.
@RestController
@RequestMapping(path = "/v1/event-loop")
@Tag(name = "Event loop")
class TelemetryController {

    private static final Duration MIN_LENGTH = Duration.ofMinutes(1);
    private static final Duration MAX_LENGTH = Duration.ofDays(1);
    private static final Duration DEFAULT_LENGTH = Duration.ofHours(6);
    private static final int MAX_POINTS = 720;

    private final TelemetryStream stream;
    private final TelemetryStore store;
    private final EventStreams streams;
    private final InstantSource clock;
    private final CurrentCaller caller;

    TelemetryController(
            TelemetryStream stream,
            TelemetryStore store,
            EventStreams streams,
            InstantSource clock,
            CurrentCaller caller) {
        this.stream = stream;
        this.store = store;
        this.streams = streams;
        this.clock = clock;
        this.caller = caller;
    }

    @GetMapping(path = "/figures", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "getFigures",
            summary = "Get the current telemetry of this instance, and the number of jobs",
            description = "Returns the figures that the dashboard shows. Numbers of jobs are those of the owner.")
    TelemetryView current() {
        return stream.current();
    }

    @GetMapping(path = "/turns", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "getTurns",
            summary = "Get the timeline of the last half minute",
            description = "Shows a limited number of the caller's jobs one by one, and the loop time of all others as a"
                    + " sum.")
    TimelineView timeline() {
        return stream.timelineSince(0, caller.owner());
    }

    @GetMapping(path = "/history", produces = MediaType.APPLICATION_JSON_VALUE)
    @QueryParameters("last")
    @Operation(
            operationId = "getHistory",
            summary = "Get the history of the loops, across restarts",
            description = "Returns averages per interval, from all instances that share the database.")
    HistoryView history(
            @Parameter(
                            description = "Length of the history, from PT1M to P1D",
                            schema = @Schema(implementation = String.class, format = "duration", defaultValue = "PT6H"))
                    @RequestParam(required = false)
                    @Nullable
                    String last) {
        Duration length = last == null ? DEFAULT_LENGTH : length(last);
        long slots = Math.ceilDiv(length.toMillis(), TelemetryPoint.SLOT.toMillis() * MAX_POINTS);
        Duration step = TelemetryPoint.SLOT.multipliedBy(slots);
        return HistoryView.of(step, store.since(clock.instant().minus(length), step));
    }

    @GetMapping(path = "/events", produces = EventStreams.MEDIA_TYPE)
    @Operation(
            operationId = "getEventLoopEvents",
            summary = "Stream the telemetry of the loop",
            description = "Server-sent events: `figures` once a second, with the data of `/v1/event-loop/figures`; "
                    + "`turns` twice a second, with the new slices of `/v1/event-loop/turns`. The stream starts with "
                    + "both events, the latter with the slices of the last half minute. A slow client misses some "
                    + "events.",
            parameters =
                    @Parameter(
                            in = HEADER,
                            name = "Last-Event-ID",
                            description = "The id of the last event received; other texts are ignored",
                            schema = @Schema(type = "string")))
    @ApiResponse(
            responseCode = "200",
            description = "The events, until the client or the service closes the stream",
            content =
                    @Content(
                            mediaType = EventStreams.MEDIA_TYPE,
                            schema = @Schema(type = "string"),
                            examples = @ExampleObject("event: turns\n"
                                            + "id: 6e1c….42\n"
                                            + "data:"
                                            + " {\"instance\":\"6e1c…\",\"sliceMillis\":100,\"slices\":[…]}\n\n")))
    @Problems(ProblemType.TOO_MANY_STREAMS)
    void listen(
            @Parameter(hidden = true) @RequestHeader(name = "Last-Event-ID", required = false) @Nullable
                    String lastEventId,
            HttpServletRequest request,
            HttpServletResponse response) {
        String owner = caller.owner();
        streams.serve(request, response, events -> stream.send(events, owner, stream.slice(lastEventId)));
    }

    private static Duration length(String text) {
        try {
            Duration length = Duration.parse(text);
            if (length.compareTo(MIN_LENGTH) >= 0 && length.compareTo(MAX_LENGTH) <= 0) {
                return length;
            }
        } catch (DateTimeParseException e) {
            // refused below
        }
        throw new ProblemException(
                ProblemType.INVALID_PARAMETER, "last must be an ISO 8601 duration from PT1M to P1D, such as PT6H.");
    }
}
