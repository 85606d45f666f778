package dev.interleave.webhook.web;

import dev.interleave.access.CurrentCaller;
import dev.interleave.rest.json.JsonObject;
import dev.interleave.rest.problem.ProblemType;
import dev.interleave.rest.problem.Problems;
import dev.interleave.rest.request.PathIds;
import dev.interleave.webhook.Callback;
import dev.interleave.webhook.registration.CallbackRegistry;
import dev.interleave.webhook.registration.CallbackView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Registers callbacks, shows, changes and forgets them.
@RestController
@RequestMapping(path = "/v1", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Callbacks")
class CallbackController {

    /// The request, for the API documentation.
    @Schema(name = "RegisterCallback", description = "Only url is required")
    record RequestView(
            @Schema(
                    description = "http or https, with a host whose addresses are all public",
                    example = "https://example.com/hook",
                    maxLength = 2048,
                    requiredMode = Schema.RequiredMode.REQUIRED)
            String url,

            @ArraySchema(
                    minItems = 1,
                    arraySchema =
                            @Schema(description = "What it wants to hear of, each at most once; by default, every end"),
                    schema = @Schema(allowableValues = {"job.started", "job.succeeded", "job.failed", "job.cancelled"}))
            @Nullable
            List<String> events,

            @Schema(description = "`whsec_` and 24 to 64 bytes in base64; by default, one is made") @Nullable
            String secret) {}

    /// Some callbacks.
    @Schema(description = "Callbacks, the oldest first")
    record CallbackList(List<CallbackView> callbacks) {}

    private final CallbackRegistry registry;
    private final CurrentCaller caller;

    CallbackController(CallbackRegistry registry, CurrentCaller caller) {
        this.registry = registry;
        this.caller = caller;
    }

    @PostMapping(path = "/jobs/{id}/callbacks", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "registerJobCallback",
            summary = "Have a URL hear of a job, at any time",
            description = "On a job that has ended, that is delivered at once.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = RequestView.class),
                                            examples = @ExampleObject("{\"url\": \"https://example.com/hook\"}"))))
    @ApiResponse(
            responseCode = "201",
            description = "Registered, durably; the only answer that shows its secret",
            headers = @Header(name = "Location"),
            content = @Content(schema = @Schema(implementation = CallbackView.class)))
    @Problems({ProblemType.NOT_FOUND, ProblemType.CALLBACK_URL_REFUSED})
    ResponseEntity<CallbackView> registerForJob(@PathVariable String id, @RequestBody JsonObject body) {
        return created(registry.register(caller.owner(), PathIds.parse(id), body));
    }

    @GetMapping("/jobs/{id}/callbacks")
    @Operation(operationId = "listJobCallbacks", summary = "List the callbacks of a job")
    @Problems(ProblemType.NOT_FOUND)
    CallbackList listOfJob(@PathVariable String id) {
        return list(PathIds.parse(id));
    }

    @PostMapping(path = "/callbacks", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "registerCallback",
            summary = "Have a URL hear of all jobs",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = RequestView.class),
                                            examples = @ExampleObject("{\"url\": \"https://example.com/hook\"}"))))
    @ApiResponse(
            responseCode = "201",
            description = "Registered, durably; the only answer that shows its secret",
            headers = @Header(name = "Location"),
            content = @Content(schema = @Schema(implementation = CallbackView.class)))
    @Problems(ProblemType.CALLBACK_URL_REFUSED)
    ResponseEntity<CallbackView> registerForAll(@RequestBody JsonObject body) {
        return created(registry.register(caller.owner(), null, body));
    }

    @GetMapping("/callbacks")
    @Operation(operationId = "listCallbacks", summary = "List the callbacks that hear of all jobs")
    CallbackList listOfAll() {
        return list(null);
    }

    @GetMapping("/callbacks/{id}")
    @Operation(operationId = "getCallback", summary = "Look at a callback")
    @Problems(ProblemType.NOT_FOUND)
    CallbackView get(@PathVariable String id) {
        return CallbackView.of(registry.get(caller.owner(), PathIds.parse(id)));
    }

    @DeleteMapping(path = "/callbacks/{id}", produces = MediaType.ALL_VALUE)
    @Operation(operationId = "deleteCallback", summary = "Forget a callback, and what it is owed")
    @ApiResponse(responseCode = "204", description = "Forgotten, durably", content = @Content)
    @Problems(ProblemType.NOT_FOUND)
    ResponseEntity<Void> delete(@PathVariable String id) {
        registry.delete(caller.owner(), PathIds.parse(id));
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/callbacks/{id}/rotate-secret")
    @Operation(
            operationId = "rotateSecret",
            summary = "Have a new secret made",
            description = "For another 24 hours, deliveries are signed with both.")
    @Problems(ProblemType.NOT_FOUND)
    CallbackView rotateSecret(@PathVariable String id) {
        return CallbackView.withSecret(registry.rotateSecret(caller.owner(), PathIds.parse(id)));
    }

    private CallbackList list(@Nullable UUID jobId) {
        return new CallbackList(registry.list(caller.owner(), jobId).stream()
                .map(CallbackView::of)
                .toList());
    }

    private static ResponseEntity<CallbackView> created(Callback callback) {
        return ResponseEntity.created(URI.create("/v1/callbacks/" + callback.id()))
                .body(CallbackView.withSecret(callback));
    }
}
