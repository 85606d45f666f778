package dev.interleave.execution.web;

import dev.interleave.execution.instance.Instance;
import dev.interleave.execution.instance.InstanceDirectory;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// HTTP API of the instances.
@RestController
@Tag(name = "Event loop")
class InstanceController {

    /// All that are there.
    @Schema(name = "Instances")
    record InstanceList(
            @Schema(description = "The oldest first") List<InstanceView> instances) {}

    /// One process of the service.
    @Schema(name = "Instance")
    record InstanceView(
            @Schema(description = "A new one at every start")
            String id,

            @Schema(description = "The name of its machine") String host,

            @Schema(description = "Of the service", example = "1.0.0")
            String version,

            @Schema(description = "Which task has the next turn in its loop", example = "interleaved")
            String scheduling,

            @Schema(description = "When it started, by its own clock")
            Instant startedAt,

            @Schema(description = "When it last told that it is there, by the clock of the database")
            Instant seenAt,

            @Schema(description = "How many jobs were in its loop then", example = "3")
            long runningJobs,

            @Schema(description = "Whether it is the one that answers")
            boolean self) {}

    private final InstanceDirectory report;

    InstanceController(InstanceDirectory report) {
        this.report = report;
    }

    @GetMapping(path = "/v1/instances", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "listInstances",
            summary = "List the instances",
            description = "Returns all instances that share the database, each with its last heartbeat.")
    InstanceList list() {
        return new InstanceList(report.present().stream().map(this::view).toList());
    }

    private InstanceView view(Instance instance) {
        return new InstanceView(
                instance.id(),
                instance.host(),
                instance.version(),
                instance.scheduling(),
                instance.startedAt(),
                instance.seenAt(),
                instance.runningJobs(),
                report.isSelf(instance));
    }
}
