package dev.interleave.execution.web;

import dev.interleave.execution.metrics.EventLoopReport;
import dev.interleave.execution.metrics.EventLoopReport.Spread;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// HTTP API of the event loop.
@RestController
@Tag(name = "Event loop")
class EventLoopController {

    /// The loop right now and over the last minute.
    @Schema(name = "EventLoop")
    record EventLoopView(
            @Schema(description = "This process; a new one at every start")
            String instance,

            @Schema(description = "Which task has the next turn", example = "fair")
            String scheduling,

            @Schema(description = "How many tasks wait for a turn or have it", example = "3")
            int readyTasks,

            @Schema(description = "Steps of all tasks since the start")
            long rounds,

            @Schema(description = "Turns in the last whole second")
            long stepsPerSecond,

            @Schema(description = "How long a turn takes") SpreadView turnMillis,

            @Schema(description = "Delay between a submission to the inbox of the loop and its execution")
            SpreadView lagMillis,

            @Schema(description = "The longest turn since the start")
            double longestTurnMillis,

            @Schema(description = "Since the start", type = "string", example = "PT1H23M4.567S")
            Duration uptime) {}

    /// A duration over the last minute.
    @Schema(name = "Spread", description = "Over the last minute, in milliseconds")
    record SpreadView(double p50, double p99, double max) {

        private static SpreadView of(Spread spread) {
            return new SpreadView(spread.p50(), spread.p99(), spread.max());
        }
    }

    private final EventLoopReport report;

    EventLoopController(EventLoopReport report) {
        this.report = report;
    }

    @GetMapping(path = "/v1/event-loop", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "getEventLoop",
            summary = "What the event loop of this instance is doing",
            description =
                    "Returns the scheduling policy, the number of ready tasks, and the length of turns in the last minute.")
    EventLoopView get() {
        return new EventLoopView(
                report.instance(),
                report.scheduling(),
                report.readyTasks(),
                report.rounds(),
                report.stepsPerSecond(),
                SpreadView.of(report.turnMillis()),
                SpreadView.of(report.lagMillis()),
                report.longestTurnMillis(),
                report.uptime());
    }
}
