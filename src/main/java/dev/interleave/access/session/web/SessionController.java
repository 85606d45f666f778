package dev.interleave.access.session.web;

import dev.interleave.access.Caller;
import dev.interleave.access.CurrentCaller;
import dev.interleave.access.key.ApiKeyRegistry;
import dev.interleave.access.security.AuditLog;
import dev.interleave.access.security.SecurityProblems;
import dev.interleave.access.session.SessionRegistry;
import dev.interleave.rest.json.JsonFields;
import dev.interleave.rest.json.JsonObject;
import dev.interleave.rest.problem.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Gives browsers a cookie for a key, and takes it back.
@RestController
@RequestMapping(path = "/v1/session", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Access")
class SessionController {

    /// The request, for the API documentation.
    @Schema(name = "OpenSession")
    record RequestView(
            @Schema(description = "An API key", requiredMode = Schema.RequiredMode.REQUIRED)
            String apiKey) {}

    /// Who somebody is here.
    @Schema(name = "Caller", description = "Who the service takes the caller for")
    record CallerView(
            @Schema(description = "The name of the API key; empty if none is needed", example = "build-server")
            String name,

            @Schema(description = "Whose jobs and callbacks are seen and made; may be empty", example = "team-a")
            String owner,

            @Schema(
                    description = "What it may do",
                    allowableValues = {"reader", "submitter", "admin"})
            String role) {

        private static CallerView of(Caller caller) {
            return new CallerView(caller.name(), caller.owner(), caller.role().wireName());
        }
    }

    private static final int MAX_KEY = 512;

    private final ApiKeyRegistry keys;
    private final SessionRegistry sessionRegistry;
    private final CurrentCaller caller;

    SessionController(ApiKeyRegistry keys, SessionRegistry sessionRegistry, CurrentCaller caller) {
        this.keys = keys;
        this.sessionRegistry = sessionRegistry;
        this.caller = caller;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @SecurityRequirements // none: the key is in the body
    @Operation(
            operationId = "openSession",
            summary = "Have a browser known by a cookie",
            description =
                    "For 12 hours, the cookie stands for the key. No script can read it; with it, requests that change "
                            + "something need the header X-Requested-With and must come from a page of this service.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = RequestView.class),
                                            examples = @ExampleObject("{\"apiKey\": \"ilv_…\"}"))))
    @ApiResponse(
            responseCode = "200",
            description = "Known from now on",
            headers = @Header(name = "Set-Cookie"),
            content = @Content(schema = @Schema(implementation = CallerView.class)))
    ResponseEntity<CallerView> open(@RequestBody JsonObject body, HttpServletRequest request) {
        JsonFields fields = JsonFields.of(body).only("apiKey").required("apiKey");
        String key = fields.string("apiKey", MAX_KEY).orElse("");
        fields.throwIfInvalid();
        Caller known = keys.find(key).orElseThrow(() -> refused(request));
        String token = sessionRegistry.open(key);
        AuditLog.did(known, request, "200");
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.SET_COOKIE,
                        SessionCookie.holding(token, request).toString())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(CallerView.of(known));
    }

    private static ProblemException refused(HttpServletRequest request) {
        ProblemException problem = SecurityProblems.unknownKey("This API key is not known here.");
        AuditLog.refused(Caller.ANYBODY, request, problem);
        return problem;
    }

    @GetMapping
    @Operation(operationId = "getSession", summary = "Look at who one is here")
    ResponseEntity<CallerView> get() {
        return ResponseEntity.ok().header(HttpHeaders.CACHE_CONTROL, "no-store").body(CallerView.of(caller.get()));
    }

    @DeleteMapping(produces = MediaType.ALL_VALUE)
    @Operation(operationId = "closeSession", summary = "Have a browser forgotten")
    @ApiResponse(
            responseCode = "204",
            description = "Forgotten",
            headers = @Header(name = "Set-Cookie"),
            content = @Content)
    ResponseEntity<Void> close(HttpServletRequest request) {
        SessionCookie.read(request).ifPresent(sessionRegistry::close);
        return ResponseEntity.noContent()
                .header(HttpHeaders.SET_COOKIE, SessionCookie.forgotten(request).toString())
                .build();
    }
}
