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

/// Shows what the loop does and did, and who had it when.
@RestController
@RequestMapping(path = "/v1/event-loop")
@Tag(name = "Event loop")
class TelemetryController {

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Duration DEFAULT = Duration.ofHours(6);
    private static final int MAX_POINTS = 720;

    private final TelemetryStream telemetryStream;
    private final TelemetryStore store;
    private final EventStreams streams;
    private final InstantSource clock;
    private final CurrentCaller caller;

    TelemetryController(
            TelemetryStream telemetryStream,
            TelemetryStore store,
            EventStreams streams,
            InstantSource clock,
            CurrentCaller caller) {
        this.telemetryStream = telemetryStream;
        this.store = store;
        this.streams = streams;
        this.clock = clock;
        this.caller = caller;
    }

    @GetMapping(path = "/figures", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "getFigures", summary = "What this instance is doing, and how many jobs there are")
    TelemetryView figures() {
        return telemetryStream.figuresNow();
    }

    @GetMapping(path = "/turns", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "getTurns",
            summary = "Who had the loop over the last half minute",
            description =
                    "A bounded number of the caller's jobs is told one by one; what the loop did for others is told"
                            + " together.")
    TimelineView turns() {
        return telemetryStream.turnsSince(0, caller.owner());
    }

    @GetMapping(path = "/history", produces = MediaType.APPLICATION_JSON_VALUE)
    @QueryParameters("last")
    @Operation(operationId = "getHistory", summary = "What the loops did over the last hours, restarts included")
    HistoryView history(
            @Parameter(
                            description = "How far back, from PT1M to P1D",
                            schema = @Schema(type = "string", format = "duration", defaultValue = "PT6H"))
                    @RequestParam(required = false)
                    @Nullable
                    String last) {
        Duration length = last == null ? DEFAULT : length(last);
        long slots = Math.ceilDiv(length.toMillis(), TelemetryPoint.SLOT.toMillis() * MAX_POINTS);
        Duration step = TelemetryPoint.SLOT.multipliedBy(slots);
        return HistoryView.of(step, store.since(clock.instant().minus(length), step));
    }

    @GetMapping(path = "/events", produces = EventStreams.MEDIA_TYPE)
    @Operation(
            operationId = "getEventLoopEvents",
            summary = "Watch the loop",
            description = "Server-sent events: `figures` once a second, with the data of `/v1/event-loop/figures`; "
                    + "`turns` twice a second, with the slices of `/v1/event-loop/turns` that are new. The stream "
                    + "begins with both, the latter with what is known of the last half minute. Who reads too slowly "
                    + "misses some of them.",
            parameters =
                    @Parameter(
                            in = HEADER,
                            name = "Last-Event-ID",
                            description = "The id of the last event seen; any other text is passed over",
                            schema = @Schema(type = "string")))
    @ApiResponse(
            responseCode = "200",
            description = "The events, until the client or the service ends it",
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
        streams.serve(
                request, response, stream -> telemetryStream.tell(stream, owner, telemetryStream.slice(lastEventId)));
    }

    private static Duration length(String text) {
        try {
            Duration length = Duration.parse(text);
            if (length.compareTo(SHORTEST) >= 0 && length.compareTo(LONGEST) <= 0) {
                return length;
            }
        } catch (DateTimeParseException e) {
            // said below
        }
        throw new ProblemException(
                ProblemType.INVALID_PARAMETER, "last must be an ISO 8601 duration from PT1M to P1D, such as PT6H.");
    }
}
