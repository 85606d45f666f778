package dev.interleave.access.key.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.interleave.access.CurrentCaller;
import dev.interleave.access.key.ApiKey;
import dev.interleave.access.key.ApiKeyRegistry;
import dev.interleave.access.key.ApiKeyRegistry.NewKey;
import dev.interleave.rest.idempotency.IdempotencyKeyReader;
import dev.interleave.rest.idempotency.Idempotent;
import dev.interleave.rest.idempotency.IdempotentCreation;
import dev.interleave.rest.json.JsonObject;
import dev.interleave.rest.link.BasePath;
import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemType;
import dev.interleave.rest.problem.Problems;
import dev.interleave.rest.request.PathIds;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// HTTP API of API keys.
@RestController
@RequestMapping(path = "/v1/api-keys", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Access")
class ApiKeyController {

    /// The JSON of an API key.
    @Schema(name = "ApiKey", description = "An API key")
    record ApiKeyView(
            @Schema(description = "A UUIDv7") String id,

            @Schema(description = "Identifies the key", example = "build-server")
            String name,

            @Schema(description = "The tenant of the key", example = "team-a")
            String owner,

            @Schema(
                    description = "The role of the key",
                    allowableValues = {"reader", "submitter", "programmer", "admin"})
            String role,

            @Schema(description = "When it was created") Instant createdAt,

            @Schema(description = "When it expires; null for never", nullable = true) @Nullable
            Instant expiresAt,

            @Schema(description = "The key itself; only in the response that created it")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            String key,

            @Schema(
                    description = "How to get a key; only in responses to repeated requests, which do not show it",
                    example = "Revoke this key with DELETE /v1/api-keys/0198c0de-1b5a-7c31-9d9e-6f1f4c0f7a11 ...")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            String hint) {

        private static ApiKeyView of(ApiKey key) {
            return of(key, null, null);
        }

        private static ApiKeyView of(ApiKey key, @Nullable String text, @Nullable String hint) {
            return new ApiKeyView(
                    key.id().toString(),
                    key.name(),
                    key.owner(),
                    key.role().wireName(),
                    key.createdAt(),
                    key.expiresAt(),
                    text,
                    hint);
        }
    }

    /// The JSON of a list of API keys.
    @Schema(description = "API keys, oldest first, without the configured ones")
    record ApiKeyList(List<ApiKeyView> apiKeys) {}

    private final ApiKeyRegistry keys;
    private final IdempotentCreation idempotency;
    private final CurrentCaller caller;

    ApiKeyController(ApiKeyRegistry keys, IdempotentCreation idempotency, CurrentCaller caller) {
        this.keys = keys;
        this.idempotency = idempotency;
        this.caller = caller;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "createApiKey",
            summary = "Create an API key",
            description = "The key itself is shown only in this response. The service stores its hash.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = ApiKeyRequest.RequestView.class),
                                            examples =
                                                    @ExampleObject(
                                                            "{\"name\": \"build-server\", \"role\": \"submitter\"}"))))
    @ApiResponse(
            responseCode = "201",
            description = "Created durably; the only response that shows the key itself",
            headers = @Header(name = "Location"),
            content = @Content(schema = @Schema(implementation = ApiKeyView.class)))
    @Idempotent
    ResponseEntity<ApiKeyView> create(
            @RequestBody JsonObject body,
            @Parameter(hidden = true) @RequestHeader HttpHeaders headers,
            HttpServletRequest httpRequest) {
        BasePath base = BasePath.of(httpRequest);
        ApiKeyRequest request = ApiKeyRequest.read(body);
        return idempotency.respond(
                IdempotencyKeyReader.read(caller.owner(), headers, "/v1/api-keys", body),
                recorder -> created(
                        base,
                        keys.create(
                                        request.name(),
                                        request.owner(),
                                        request.role(),
                                        request.expiresIn(),
                                        recorder::created)
                                .orElseThrow(ApiKeyRequest::nameTaken)),
                id -> find(id).map(key -> replayed(base, key)));
    }

    private static ResponseEntity<ApiKeyView> created(BasePath base, NewKey created) {
        return created(base, ApiKeyView.of(created.key(), created.text(), null));
    }

    /// Only the hash of the key is stored.
    private static ResponseEntity<ApiKeyView> replayed(BasePath base, ApiKey key) {
        return created(
                base,
                ApiKeyView.of(
                        key,
                        null,
                        "The key was shown only in the first response. If you do not have it, revoke this key with"
                                + " DELETE /v1/api-keys/" + key.id()
                                + " and create another with a new Idempotency-Key."));
    }

    private static ResponseEntity<ApiKeyView> created(BasePath base, ApiKeyView view) {
        return ResponseEntity.created(base.uri("/v1/api-keys/" + view.id()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(view);
    }

    @GetMapping
    @Operation(
            operationId = "listApiKeys",
            summary = "List API keys",
            description = "Returns the keys with their names, owners and roles, without their secrets.")
    ApiKeyList list() {
        return new ApiKeyList(
                keys.list().stream().map(key -> ApiKeyView.of(key)).toList());
    }

    @GetMapping("/{id}")
    @Operation(
            operationId = "getApiKey",
            summary = "Get an API key",
            description = "Returns the name, the owner and the roles of the key, without its secret.")
    @Problems(ProblemType.NOT_FOUND)
    ApiKeyView get(@PathVariable String id) {
        return find(PathIds.parse(id)).map(ApiKeyView::of).orElseThrow(ApiKeyController::notFound);
    }

    @DeleteMapping(path = "/{id}", produces = MediaType.ALL_VALUE)
    @Operation(
            operationId = "revokeApiKey",
            summary = "Revoke an API key",
            description = "Also ends the sessions that were opened with it. Its jobs and callbacks stay.")
    @ApiResponse(responseCode = "204", description = "Revoked durably", content = @Content)
    @Problems(ProblemType.NOT_FOUND)
    ResponseEntity<Void> revoke(@PathVariable String id) {
        if (!keys.revoke(PathIds.parse(id))) {
            throw notFound();
        }
        return ResponseEntity.noContent().build();
    }

    private Optional<ApiKey> find(UUID id) {
        return keys.list().stream().filter(key -> key.id().equals(id)).findFirst();
    }

    private static ProblemException notFound() {
        return new ProblemException(ProblemType.NOT_FOUND, "No API key with this id.");
    }
}
