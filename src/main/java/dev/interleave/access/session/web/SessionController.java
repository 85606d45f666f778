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

/// HTTP API of sessions.
@RestController
@RequestMapping(path = "/v1/session", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Access")
class SessionController {

    /// Documents the request body.
    @Schema(name = "OpenSession")
    record RequestView(
            @Schema(description = "An API key", requiredMode = Schema.RequiredMode.REQUIRED)
            String apiKey) {}

    /// The JSON of a caller.
    @Schema(name = "Caller", description = "The authenticated caller")
    record CallerView(
            @Schema(
                    description = "The name of the API key; empty if the service requires none",
                    example = "build-server")
            String name,

            @Schema(
                    description = "The tenant whose jobs and callbacks it reads and creates; may be empty",
                    example = "team-a")
            String owner,

            @Schema(
                    description = "The role of the caller",
                    allowableValues = {"reader", "submitter", "programmer", "admin"})
            String role) {

        private static CallerView of(Caller caller) {
            return new CallerView(caller.name(), caller.owner(), caller.role().wireName());
        }
    }

    private static final int MAX_KEY = 512;

    private final ApiKeyRegistry keys;
    private final SessionRegistry sessions;
    private final CurrentCaller caller;

    SessionController(ApiKeyRegistry keys, SessionRegistry sessions, CurrentCaller caller) {
        this.keys = keys;
        this.sessions = sessions;
        this.caller = caller;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @SecurityRequirements // none: the key is in the body
    @Operation(
            operationId = "openSession",
            summary = "Open a session",
            description =
                    "Sets a cookie that authenticates the browser for 12 hours. Scripts cannot read it. With it, unsafe "
                            + "requests need the header X-Requested-With and must come from a page of this service.",
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
            description = "The session is open",
            headers = @Header(name = "Set-Cookie"),
            content = @Content(schema = @Schema(implementation = CallerView.class)))
    ResponseEntity<CallerView> open(@RequestBody JsonObject body, HttpServletRequest request) {
        JsonFields fields = JsonFields.of(body).only("apiKey").required("apiKey");
        String key = fields.string("apiKey", MAX_KEY).orElse("");
        fields.throwIfInvalid();
        Caller authenticated = keys.find(key).orElseThrow(() -> refused(request));
        String token = sessions.open(key);
        AuditLog.changed(authenticated, request, "200");
        return ResponseEntity.ok()
                .header(HttpHeaders.SET_COOKIE, SessionCookie.of(token, request).toString())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(CallerView.of(authenticated));
    }

    private static ProblemException refused(HttpServletRequest request) {
        ProblemException problem = SecurityProblems.invalidToken("This API key is unknown, expired or revoked.");
        AuditLog.refused(Caller.ANONYMOUS, request, problem);
        return problem;
    }

    @GetMapping
    @Operation(
            operationId = "getSession",
            summary = "Get the authenticated caller",
            description = "Returns the name, the owner and the roles of the credentials of this request.")
    ResponseEntity<CallerView> get() {
        return ResponseEntity.ok().header(HttpHeaders.CACHE_CONTROL, "no-store").body(CallerView.of(caller.get()));
    }

    @DeleteMapping(produces = MediaType.ALL_VALUE)
    @Operation(
            operationId = "closeSession",
            summary = "Close the session",
            description = "Ends the session of the cookie and deletes the cookie. Without a session, nothing happens.")
    @ApiResponse(
            responseCode = "204",
            description = "Closed",
            headers = @Header(name = "Set-Cookie"),
            content = @Content)
    ResponseEntity<Void> close(HttpServletRequest request) {
        SessionCookie.read(request).ifPresent(sessions::close);
        return ResponseEntity.noContent()
                .header(HttpHeaders.SET_COOKIE, SessionCookie.deleted(request).toString())
                .build();
    }
}
