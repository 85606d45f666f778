package dev.interleave.webhook.web;

import dev.interleave.access.CurrentCaller;
import dev.interleave.rest.idempotency.IdempotencyKeyReader;
import dev.interleave.rest.idempotency.Idempotent;
import dev.interleave.rest.idempotency.IdempotentCreation;
import dev.interleave.rest.problem.ProblemType;
import dev.interleave.rest.problem.Problems;
import dev.interleave.rest.request.PageSize;
import dev.interleave.rest.request.PageToken;
import dev.interleave.rest.request.PathIds;
import dev.interleave.rest.request.QueryParameters;
import dev.interleave.webhook.Delivery;
import dev.interleave.webhook.DeliveryAttempt;
import dev.interleave.webhook.DeliveryStore;
import dev.interleave.webhook.DeliveryStore.Scope;
import dev.interleave.webhook.registration.CallbackRegistry;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// HTTP API of deliveries.
@RestController
@RequestMapping(path = "/v1", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Callbacks")
class DeliveryController {

    /// The JSON of a page of deliveries.
    @Schema(description = "Deliveries, newest first")
    record DeliveryList(
            List<DeliveryView> deliveries,

            @Schema(description = "Token of the next page; empty on the last page", example = "")
            String nextPageToken) {}

    private final CallbackRegistry registry;
    private final CurrentCaller caller;
    private final DeliveryStore deliveries;
    private final IdempotentCreation idempotency;

    DeliveryController(
            CallbackRegistry registry, DeliveryStore deliveries, IdempotentCreation idempotency, CurrentCaller caller) {
        this.registry = registry;
        this.idempotency = idempotency;
        this.caller = caller;
        this.deliveries = deliveries;
    }

    @PostMapping("/callbacks/{id}/test")
    @Operation(
            operationId = "testCallback",
            summary = "Send a test event to a callback",
            description = "Sends an event of the type `ping` with the signature of a real one.")
    @ApiResponse(
            responseCode = "202",
            description = "Accepted durably",
            content = @Content(schema = @Schema(implementation = DeliveryView.class)))
    @Problems(ProblemType.NOT_FOUND)
    @Idempotent
    ResponseEntity<DeliveryView> test(
            @PathVariable String id, @Parameter(hidden = true) @RequestHeader HttpHeaders headers) {
        UUID callbackId = PathIds.parse(id);
        return respond(
                headers,
                "/v1/callbacks/" + callbackId + "/test",
                recorder -> registry.test(caller.owner(), callbackId, recorder::created));
    }

    @GetMapping("/callbacks/{id}/deliveries")
    @QueryParameters({"pageSize", "pageToken"})
    @Operation(
            operationId = "listCallbackDeliveries",
            summary = "List the deliveries to a callback",
            description = "Returns the latest deliveries first, each with all its attempts.")
    @Problems(ProblemType.NOT_FOUND)
    DeliveryList listForCallback(
            @PathVariable String id,
            @Parameter(schema = @Schema(type = "integer", minimum = "1", maximum = "200", defaultValue = "50"))
                    @RequestParam(required = false)
                    @Nullable
                    String pageSize,
            @RequestParam(required = false) @Nullable String pageToken) {
        return list(new Scope(PathIds.parse(id), null), pageSize, pageToken);
    }

    @GetMapping("/jobs/{id}/deliveries")
    @QueryParameters({"pageSize", "pageToken"})
    @Operation(
            operationId = "listJobDeliveries",
            summary = "List the deliveries of a job",
            description = "Returns all deliveries of the events of this job, each with its attempts.")
    @Problems(ProblemType.NOT_FOUND)
    DeliveryList listForJob(
            @PathVariable String id,
            @Parameter(schema = @Schema(type = "integer", minimum = "1", maximum = "200", defaultValue = "50"))
                    @RequestParam(required = false)
                    @Nullable
                    String pageSize,
            @RequestParam(required = false) @Nullable String pageToken) {
        return list(new Scope(null, PathIds.parse(id)), pageSize, pageToken);
    }

    @PostMapping("/deliveries/{id}/redeliver")
    @Operation(
            operationId = "redeliver",
            summary = "Send a delivery again, with the same webhook-id",
            description =
                    "Adds an attempt to the delivery, whatever its state. The receiver can recognize the repetition by its `webhook-id`.")
    @ApiResponse(
            responseCode = "202",
            description = "Accepted durably",
            content = @Content(schema = @Schema(implementation = DeliveryView.class)))
    @Problems(ProblemType.NOT_FOUND)
    @Idempotent
    ResponseEntity<DeliveryView> redeliver(
            @PathVariable String id, @Parameter(hidden = true) @RequestHeader HttpHeaders headers) {
        UUID deliveryId = PathIds.parse(id);
        return respond(
                headers,
                "/v1/deliveries/" + deliveryId + "/redeliver",
                recorder -> registry.redeliver(caller.owner(), deliveryId, recorder::created));
    }

    private ResponseEntity<DeliveryView> respond(
            HttpHeaders headers, String path, Function<IdempotentCreation.Recorder, Delivery> create) {
        return idempotency.respond(
                IdempotencyKeyReader.read(caller.owner(), headers, path),
                recorder -> accepted(create.apply(recorder)),
                id -> deliveries.find(caller.owner(), id).map(this::accepted));
    }

    private ResponseEntity<DeliveryView> accepted(Delivery delivery) {
        return ResponseEntity.accepted().body(view(List.of(delivery)).getFirst());
    }

    private DeliveryList list(Scope scope, @Nullable String pageSize, @Nullable String pageToken) {
        registry.requireScope(caller.owner(), scope);
        int size = PageSize.parse(pageSize);
        UUID before = pageToken == null || pageToken.isEmpty() ? null : PageToken.read(pageToken, scope.toString());
        List<Delivery> found = deliveries.list(scope, size + 1, before);
        List<Delivery> page = found.subList(0, Math.min(size, found.size()));
        String next = found.size() > size ? PageToken.write(page.getLast().id(), scope.toString()) : "";
        return new DeliveryList(view(page), next);
    }

    private List<DeliveryView> view(List<Delivery> page) {
        Map<UUID, List<DeliveryAttempt>> attempts =
                deliveries.attempts(page.stream().map(Delivery::id).toList());
        return page.stream()
                .map(delivery -> DeliveryView.of(delivery, attempts.getOrDefault(delivery.id(), List.of())))
                .toList();
    }
}
