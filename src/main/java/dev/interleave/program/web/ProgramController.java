package dev.interleave.program.web;

import dev.interleave.access.CurrentCaller;
import dev.interleave.language.Program;
import dev.interleave.language.Signature;
import dev.interleave.language.syntax.InvalidProgramException;
import dev.interleave.program.ProgramSettings;
import dev.interleave.program.ProgramSource;
import dev.interleave.program.ProgramSourceStore;
import dev.interleave.program.ProgramStore;
import dev.interleave.program.ProgramStore.Created;
import dev.interleave.program.ProgramVersion;
import dev.interleave.program.request.InvalidPrograms;
import dev.interleave.program.request.ProgramRequestReader;
import dev.interleave.program.run.ProgramSignatures;
import dev.interleave.rest.json.JsonFields;
import dev.interleave.rest.json.JsonObject;
import dev.interleave.rest.link.BasePath;
import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemType;
import dev.interleave.rest.problem.Problems;
import dev.interleave.rest.request.RequestLimits;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// HTTP API of named programs.
@RestController
@RequestMapping(path = "/v1/programs", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Programs")
class ProgramController {

    private static final int MAX_DESCRIPTION = 1_000;
    private static final String SOURCE = "source";
    private static final String EXAMPLE = """
            {"name": "collatz", "description": "Steps of the Collatz sequence", \
            "source": "def main(n: int):\\n    while n != 1:\\n        n = n // 2 if n % 2 == 0 else 3 * n + 1\\n        yield n\\n"}""";

    /// Documents the request body.
    @Schema(name = "CreateProgram")
    record RequestView(
            @Schema(
                    description = "A letter, then up to 62 letters, digits, `-` and `_`; lower case",
                    example = "collatz",
                    pattern = "[a-z][a-z0-9_-]{0,62}",
                    requiredMode = Schema.RequiredMode.REQUIRED)
            String name,

            @Schema(
                    description = "The program, up to 256 kB in UTF-8",
                    example = "def main(n):\n    return n * n\n",
                    requiredMode = Schema.RequiredMode.REQUIRED)
            String source,

            @Schema(description = "For people, up to 1,000 characters", example = "Steps of the Collatz sequence")
            @Nullable
            String description) {}

    /// Documents the request body of a check.
    @Schema(name = "CheckProgram")
    record CheckRequestView(
            @Schema(
                    description = "The program, up to 256 kB in UTF-8",
                    example = "def main(n):\n    return n * n\n",
                    requiredMode = Schema.RequiredMode.REQUIRED)
            String source) {}

    /// The JSON of a list.
    @Schema(name = "ProgramList", description = "The latest version of each program, by name")
    record ProgramList(List<ProgramView> programs) {}

    private final ProgramStore store;
    private final ProgramSourceStore sources;
    private final ProgramSignatures signatures;
    private final ProgramRequestReader requests;
    private final ProgramSettings settings;
    private final CurrentCaller caller;

    ProgramController(
            ProgramStore store,
            ProgramSourceStore sources,
            ProgramSignatures signatures,
            ProgramRequestReader requests,
            ProgramSettings settings,
            CurrentCaller caller) {
        this.store = store;
        this.sources = sources;
        this.signatures = signatures;
        this.requests = requests;
        this.settings = settings;
        this.caller = caller;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "createProgram",
            summary = "Keep a program under a name",
            description = "A new source under a known name is its next version; the same source is the same version.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = RequestView.class),
                                            examples = @ExampleObject(EXAMPLE))))
    @ApiResponse(
            responseCode = "201",
            description = "Kept, durably",
            headers = @Header(name = "Location"),
            content = @Content(schema = @Schema(implementation = ProgramView.class)))
    @ApiResponse(
            responseCode = "200",
            description = "The source was kept before",
            headers = @Header(name = "Location"),
            content = @Content(schema = @Schema(implementation = ProgramView.class)))
    @Problems(ProblemType.INVALID_PROGRAM)
    ResponseEntity<ProgramView> create(@RequestBody JsonObject body, HttpServletRequest request) {
        requests.requirePermission();
        JsonFields fields =
                JsonFields.of(body).only("name", SOURCE, "description").required("name", SOURCE);
        Optional<String> name = fields.string("name", MAX_DESCRIPTION);
        if (name.isPresent() && !ProgramVersion.NAME.matcher(name.get()).matches()) {
            fields.addError("name", "must match " + ProgramVersion.NAME.pattern());
        }
        Optional<String> text = fields.string(SOURCE, RequestLimits.MAX_BODY_BYTES);
        Optional<String> description = fields.string("description", MAX_DESCRIPTION);
        fields.throwIfInvalid();
        Program program = InvalidPrograms.compile(text.orElseThrow(), "/" + SOURCE);
        ProgramSource source = ProgramSource.of(text.orElseThrow());
        sources.keep(source);
        Created created = store.create(
                        caller.owner(), name.orElseThrow(), source, description.orElse(""), settings.maxPerOwner())
                .orElseThrow(() -> new ProblemException(
                        ProblemType.INVALID_INPUT,
                        "This owner has " + settings.maxPerOwner()
                                + " versions of programs, which is the limit. Delete some of them."));
        BasePath base = BasePath.of(request);
        return ResponseEntity.status(created.isNew() ? HttpStatus.CREATED : HttpStatus.OK)
                .location(URI.create(ProgramView.link(created.version(), base)))
                .body(ProgramView.of(created.version(), program.signature().orElse(null), base));
    }

    @PostMapping(path = "/check", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "checkProgram",
            summary = "Check a program without keeping it",
            description =
                    "Compiles the source without running or keeping it, and returns its errors with line and column.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = CheckRequestView.class),
                                            examples =
                                                    @ExampleObject(
                                                            "{\"source\": \"def main(n):\\n    return n * n\\n\"}"))))
    CheckView check(@RequestBody JsonObject body) {
        requests.requirePermission();
        JsonFields fields = JsonFields.of(body).only(SOURCE).required(SOURCE);
        Optional<String> source = fields.string(SOURCE, RequestLimits.MAX_BODY_BYTES);
        fields.throwIfInvalid();
        try {
            Program program = Program.compile(source.orElseThrow());
            return new CheckView(
                    true, ProgramView.parameters(program.signature().orElse(null)), List.of());
        } catch (InvalidProgramException e) {
            return new CheckView(false, null, List.of(InvalidPrograms.error(e, "/" + SOURCE)));
        }
    }

    @GetMapping
    @Operation(
            operationId = "listPrograms",
            summary = "List programs",
            description = "Returns the latest version of each program of the owner, by name.")
    ProgramList list(HttpServletRequest request) {
        BasePath base = BasePath.of(request);
        return new ProgramList(store.latest(caller.owner()).stream()
                .map(version -> view(version, base))
                .toList());
    }

    @GetMapping("/{reference}")
    @Operation(
            operationId = "getProgram",
            summary = "Get a version of a program",
            description =
                    "Without `@version`, returns the latest version. Contains the parameters that the program takes.")
    @Problems(ProblemType.NOT_FOUND)
    ProgramView get(@ReferencePath @PathVariable String reference, HttpServletRequest request) {
        return view(find(reference), BasePath.of(request));
    }

    @GetMapping(path = "/{reference}/source", produces = MediaType.TEXT_PLAIN_VALUE)
    @Operation(
            operationId = "getProgramSource",
            summary = "Read the source of a version of a program",
            description =
                    "Returns the source byte by byte as it was submitted. Without `@version`, returns that of the latest version.")
    @ApiResponse(
            responseCode = "200",
            description = "The source as it was submitted",
            content = @Content(mediaType = MediaType.TEXT_PLAIN_VALUE, schema = @Schema(type = "string")))
    @Problems(ProblemType.NOT_FOUND)
    ResponseEntity<String> source(@ReferencePath @PathVariable String reference) {
        ProgramVersion version = find(reference);
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
                .body(sources.find(version.sha256()).orElseThrow(ProgramController::notFound));
    }

    @DeleteMapping(path = "/{reference}", produces = MediaType.ALL_VALUE)
    @Operation(
            operationId = "deleteProgram",
            summary = "Delete a version of a program, or all of them",
            description = "Jobs that were submitted before keep the source until they are deleted.")
    @ApiResponse(responseCode = "204", description = "Deleted, durably", content = @Content)
    @Problems(ProblemType.NOT_FOUND)
    ResponseEntity<Void> delete(@ReferencePath @PathVariable String reference) {
        ProgramVersion found = find(reference);
        store.delete(caller.owner(), found.name(), reference.contains("@") ? found.version() : 0);
        return ResponseEntity.noContent().build();
    }

    /// Documents the path variable.
    @Parameter(description = "A name, or a name and a version", example = "collatz@2")
    @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
    @java.lang.annotation.Target(java.lang.annotation.ElementType.PARAMETER)
    private @interface ReferencePath {}

    private ProgramView view(ProgramVersion version, BasePath base) {
        Signature signature = signatures.of(version.sha256()).orElse(null);
        return ProgramView.of(version, signature, base);
    }

    private ProgramVersion find(String reference) {
        return store.find(caller.owner(), reference).orElseThrow(ProgramController::notFound);
    }

    private static ProblemException notFound() {
        return new ProblemException(ProblemType.NOT_FOUND, "No program with this name and version.");
    }
}
