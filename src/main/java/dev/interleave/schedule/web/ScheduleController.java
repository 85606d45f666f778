package dev.interleave.schedule.web;

import static io.swagger.v3.oas.annotations.enums.ParameterIn.HEADER;

import dev.interleave.access.CurrentCaller;
import dev.interleave.job.SubmissionOutcome;
import dev.interleave.job.model.IdempotencyKey;
import dev.interleave.job.model.Job;
import dev.interleave.job.request.web.JobPresenter;
import dev.interleave.rest.idempotency.IdempotencyKeyReader;
import dev.interleave.rest.idempotency.Idempotent;
import dev.interleave.rest.idempotency.IdempotentCreation;
import dev.interleave.rest.idempotency.RequestKey;
import dev.interleave.rest.json.JsonObject;
import dev.interleave.rest.link.BasePath;
import dev.interleave.rest.problem.ProblemType;
import dev.interleave.rest.problem.Problems;
import dev.interleave.rest.request.PageSize;
import dev.interleave.rest.request.PageToken;
import dev.interleave.rest.request.PathIds;
import dev.interleave.rest.request.Preconditions;
import dev.interleave.rest.request.QueryParameters;
import dev.interleave.schedule.Schedule;
import dev.interleave.schedule.ScheduleStore.Entry;
import dev.interleave.schedule.registry.ScheduleRegistry;
import dev.interleave.schedule.web.ScheduleRequestReader.NewSchedule;
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
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// HTTP API of schedules.
@RestController
@RequestMapping(path = "/v1/schedules", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Schedules")
class ScheduleController {

    private static final String EXAMPLE =
            "{\"name\": \"nightly\", \"cron\": \"30 2 * * *\", \"timeZone\": \"Europe/Berlin\", \"job\": {\"n\": 1000}}";

    /// Documents the request body.
    @Schema(name = "CreateSchedule", description = "Needs name, job, and either cron or interval")
    record RequestView(
            @Schema(
                    description = "Unique for the owner",
                    example = "nightly",
                    minLength = 1,
                    maxLength = 100,
                    requiredMode = Schema.RequiredMode.REQUIRED)
            String name,

            @Schema(
                    description =
                            "Five cron fields (minute, hour, day of month, month, day of week), six fields with the "
                                    + "second first, or `@yearly`, `@monthly`, `@weekly`, `@daily` or `@hourly`",
                    example = "30 2 * * *",
                    maxLength = 200)
            @Nullable
            String cron,

            @Schema(
                    description =
                            "Instead of cron: an ISO 8601 duration from PT1S to P365D, which begins with the creation",
                    example = "PT15M")
            @Nullable
            String interval,

            @Schema(
                    description = "With cron: a time zone of the IANA database",
                    defaultValue = "UTC",
                    example = "Europe/Berlin")
            @Nullable
            String timeZone,

            @Schema(
                    description =
                            "What happens to ticks that are more than a minute late: none runs (`skip`), one runs for "
                                    + "all of them (`one`), or the latest 100 run (`all`)",
                    defaultValue = "one",
                    allowableValues = {"skip", "one", "all"})
            @Nullable
            String missed,

            @Schema(
                    description =
                            "What happens at a tick while a job of the schedule is unfinished: the next job starts "
                                    + "(`allow`), the tick is dropped (`skip`), or one tick waits for the end of the job (`queue`)",
                    defaultValue = "allow",
                    allowableValues = {"allow", "skip", "queue"})
            @Nullable
            String overlap,

            @Schema(ref = "#/components/schemas/SubmitJob", requiredMode = Schema.RequiredMode.REQUIRED)
            Object job) {}

    /// Documents the request body of a change.
    @Schema(name = "ChangeSchedule", description = "The members to change")
    record ChangeView(
            @Schema(description = "Unique for the owner", minLength = 1, maxLength = 100) @Nullable
            String name,

            @Schema(description = "A cron expression, also instead of an interval", maxLength = 200) @Nullable
            String cron,

            @Schema(description = "An ISO 8601 duration, also instead of a cron expression") @Nullable
            String interval,

            @Schema(description = "A time zone of the IANA database") @Nullable
            String timeZone,

            @Schema(
                    description = "What happens to missed ticks",
                    allowableValues = {"skip", "one", "all"})
            @Nullable
            String missed,

            @Schema(
                    description = "What happens at a tick while a job of the schedule is unfinished",
                    allowableValues = {"allow", "skip", "queue"})
            @Nullable
            String overlap,

            @Schema(ref = "#/components/schemas/SubmitJob") @Nullable
            Object job) {}

    /// The JSON of a page.
    @Schema(name = "ScheduleList", description = "Schedules, newest first")
    record ScheduleList(
            List<ScheduleView> schedules,

            @Schema(description = "Token of the next page; empty on the last page", example = "")
            String nextPageToken) {}

    private final ScheduleRegistry registry;
    private final ScheduleRequestReader reader;
    private final IdempotentCreation idempotency;
    private final JobPresenter jobs;
    private final CurrentCaller caller;

    ScheduleController(
            ScheduleRegistry registry,
            ScheduleRequestReader reader,
            IdempotentCreation idempotency,
            JobPresenter jobs,
            CurrentCaller caller) {
        this.registry = registry;
        this.reader = reader;
        this.idempotency = idempotency;
        this.jobs = jobs;
        this.caller = caller;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "createSchedule",
            summary = "Create a schedule",
            description = "The job is validated now and submitted at each tick. The response has the next five ticks.",
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
            description = "Created durably",
            headers = {@Header(name = "Location"), @Header(name = "ETag")},
            content = @Content(schema = @Schema(implementation = ScheduleView.class)))
    @Problems({ProblemType.SCHEDULE_EXISTS, ProblemType.INVALID_PROGRAM, ProblemType.CALLBACK_URL_REFUSED})
    @Idempotent
    ResponseEntity<ScheduleView> create(
            @RequestBody JsonObject body,
            @Parameter(hidden = true) @RequestHeader HttpHeaders headers,
            HttpServletRequest request) {
        UUID id = registry.nextId();
        Instant now = registry.now();
        NewSchedule schedule = reader.readNew(body, id, now);
        BasePath base = BasePath.of(request);
        return idempotency.respond(
                IdempotencyKeyReader.read(caller.owner(), headers, "/v1/schedules", body),
                recorder -> created(
                        registry.create(
                                id, caller.get(), schedule.definition(), schedule.template(), now, recorder::created),
                        base),
                created -> registry.find(caller.owner(), created).map(entry -> created(entry, base)));
    }

    @GetMapping
    @QueryParameters({"pageSize", "pageToken"})
    @Operation(
            operationId = "listSchedules",
            summary = "List schedules",
            description = "Returns the schedules of the owner, the newest first, each with its next ticks.")
    ScheduleList list(
            @Parameter(schema = @Schema(type = "integer", minimum = "1", maximum = "200", defaultValue = "50"))
                    @RequestParam(required = false)
                    @Nullable
                    String pageSize,
            @RequestParam(required = false) @Nullable String pageToken,
            HttpServletRequest request) {
        int size = PageSize.parse(pageSize);
        String list = "schedules of " + caller.owner();
        UUID before = pageToken == null || pageToken.isEmpty() ? null : PageToken.read(pageToken, list);
        List<Entry> found = registry.list(caller.owner(), size + 1, before);
        List<Entry> page = found.subList(0, Math.min(size, found.size()));
        BasePath base = BasePath.of(request);
        return new ScheduleList(
                page.stream().map(entry -> ScheduleView.of(entry, base)).toList(),
                found.size() > size ? PageToken.write(page.getLast().schedule().id(), list) : "");
    }

    @GetMapping("/{id}")
    @Operation(
            operationId = "getSchedule",
            summary = "Get a schedule",
            description = "Returns the schedule with its next five ticks and its latest job. `ETag` changes with each"
                    + " tick.",
            parameters = {
                @Parameter(
                        in = HEADER,
                        name = "If-None-Match",
                        description = "The ETag of an earlier response: 304 if nothing has changed",
                        schema = @Schema(type = "string")),
                @Parameter(
                        in = HEADER,
                        name = "If-Match",
                        description = "The ETag that the schedule must have: 412 if it has another",
                        schema = @Schema(type = "string"))
            })
    @ApiResponse(
            responseCode = "200",
            description = "The schedule",
            headers = @Header(name = "ETag"),
            content = @Content(schema = @Schema(implementation = ScheduleView.class)))
    @ApiResponse(
            responseCode = "304",
            description = "Not changed since the ETag given",
            headers = @Header(name = "ETag"),
            content = @Content)
    @Problems({ProblemType.NOT_FOUND, ProblemType.PRECONDITION_FAILED})
    ResponseEntity<ScheduleView> get(@PathVariable String id, HttpServletRequest request) {
        Entry entry = registry.get(caller.owner(), PathIds.parse(id));
        return Preconditions.isNotModified(request, eTag(entry.schedule()), null)
                ? ResponseEntity.status(HttpStatus.NOT_MODIFIED)
                        .eTag(eTag(entry.schedule()))
                        .build()
                : ok(entry, request);
    }

    @PatchMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "changeSchedule",
            summary = "Change a schedule",
            description =
                    "Changes the given members. A new cron expression, time zone or interval applies from now on.",
            parameters =
                    @Parameter(
                            in = HEADER,
                            name = "If-Match",
                            description = "The ETag that the schedule must have: 412 if it has another",
                            schema = @Schema(type = "string")),
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = ChangeView.class),
                                            examples = @ExampleObject("{\"cron\": \"0 3 * * *\"}"))))
    @ApiResponse(
            responseCode = "200",
            description = "Changed durably",
            headers = @Header(name = "ETag"),
            content = @Content(schema = @Schema(implementation = ScheduleView.class)))
    @Problems({
        ProblemType.NOT_FOUND,
        ProblemType.SCHEDULE_EXISTS,
        ProblemType.INVALID_PROGRAM,
        ProblemType.CALLBACK_URL_REFUSED,
        ProblemType.PRECONDITION_FAILED
    })
    ResponseEntity<ScheduleView> change(
            @PathVariable String id, @RequestBody JsonObject body, HttpServletRequest request) {
        return ok(
                registry.change(
                        caller.get(),
                        PathIds.parse(id),
                        condition(request),
                        schedule -> reader.readChange(body, schedule, registry.now())),
                request);
    }

    @DeleteMapping(path = "/{id}", produces = MediaType.ALL_VALUE)
    @Operation(
            operationId = "deleteSchedule",
            summary = "Delete a schedule",
            description = "Its jobs remain.",
            parameters =
                    @Parameter(
                            in = HEADER,
                            name = "If-Match",
                            description = "The ETag that the schedule must have: 412 if it has another",
                            schema = @Schema(type = "string")))
    @ApiResponse(responseCode = "204", description = "Deleted durably", content = @Content)
    @Problems({ProblemType.NOT_FOUND, ProblemType.PRECONDITION_FAILED})
    ResponseEntity<Void> delete(@PathVariable String id, HttpServletRequest request) {
        registry.delete(caller.owner(), PathIds.parse(id), condition(request));
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/{id}/pause")
    @Operation(
            operationId = "pauseSchedule",
            summary = "Pause a schedule; repeating that is harmless",
            description = "A paused schedule drops its ticks, and a queued tick. Its running job continues.",
            parameters =
                    @Parameter(
                            in = HEADER,
                            name = "If-Match",
                            description = "The ETag that the schedule must have: 412 if it has another",
                            schema = @Schema(type = "string")))
    @ApiResponse(
            responseCode = "200",
            description = "Paused durably",
            headers = @Header(name = "ETag"),
            content = @Content(schema = @Schema(implementation = ScheduleView.class)))
    @Problems({ProblemType.NOT_FOUND, ProblemType.PRECONDITION_FAILED})
    ResponseEntity<ScheduleView> pause(@PathVariable String id, HttpServletRequest request) {
        return ok(registry.pause(caller.owner(), PathIds.parse(id), condition(request)), request);
    }

    @PostMapping("/{id}/resume")
    @Operation(
            operationId = "resumeSchedule",
            summary = "Resume a paused schedule; repeating that is harmless",
            description = "The schedule continues with its first tick after now.",
            parameters =
                    @Parameter(
                            in = HEADER,
                            name = "If-Match",
                            description = "The ETag that the schedule must have: 412 if it has another",
                            schema = @Schema(type = "string")))
    @ApiResponse(
            responseCode = "200",
            description = "Active durably",
            headers = @Header(name = "ETag"),
            content = @Content(schema = @Schema(implementation = ScheduleView.class)))
    @Problems({ProblemType.NOT_FOUND, ProblemType.PRECONDITION_FAILED})
    ResponseEntity<ScheduleView> resume(@PathVariable String id, HttpServletRequest request) {
        return ok(registry.resume(caller.owner(), PathIds.parse(id), condition(request)), request);
    }

    @PostMapping("/{id}/run")
    @Operation(
            operationId = "runSchedule",
            summary = "Submit the job of a schedule now",
            description = "Works also while the schedule is paused, and whatever its overlap policy. The ticks stay as"
                    + " they are.",
            parameters =
                    @Parameter(
                            in = HEADER,
                            name = "If-Match",
                            description = "The ETag that the schedule must have: 412 if it has another",
                            schema = @Schema(type = "string")))
    @ApiResponse(
            responseCode = "202",
            description = "Accepted durably",
            headers = {@Header(name = "Location"), @Header(name = "Retry-After")},
            content = @Content(schema = @Schema(ref = "#/components/schemas/Job")))
    @Problems({
        ProblemType.NOT_FOUND,
        ProblemType.INVALID_INPUT,
        ProblemType.JOB_GONE,
        ProblemType.QUEUE_FULL,
        ProblemType.PRECONDITION_FAILED
    })
    @Idempotent
    ResponseEntity<Object> run(
            @PathVariable String id,
            @Parameter(hidden = true) @RequestHeader HttpHeaders headers,
            HttpServletRequest request) {
        UUID scheduleId = PathIds.parse(id);
        String path = "/v1/schedules/" + scheduleId + "/run";
        RequestKey key = IdempotencyKeyReader.read(caller.owner(), headers, path);
        SubmissionOutcome outcome = registry.run(
                caller.owner(),
                scheduleId,
                condition(request),
                key == null ? null : new IdempotencyKey(key.owner(), key.value(), key.fingerprint()));
        Job job = outcome.jobs().getFirst();
        BasePath base = BasePath.of(request);
        var response = ResponseEntity.accepted().location(base.uri("/v1/jobs/" + job.id()));
        if (!job.state().isFinal()) {
            response.header(HttpHeaders.RETRY_AFTER, "1");
        }
        if (outcome.replayed()) {
            response.header(IdempotentCreation.REPLAYED, "true");
        }
        return response.body(jobs.present(job, base));
    }

    private static Consumer<Schedule> condition(HttpServletRequest request) {
        return schedule -> Preconditions.isNotModified(request, eTag(schedule), null);
    }

    private static ResponseEntity<ScheduleView> ok(Entry entry, HttpServletRequest request) {
        return ResponseEntity.ok().eTag(eTag(entry.schedule())).body(ScheduleView.of(entry, BasePath.of(request)));
    }

    private static ResponseEntity<ScheduleView> created(Entry entry, BasePath base) {
        return ResponseEntity.created(
                        base.uri("/v1/schedules/" + entry.schedule().id()))
                .eTag(eTag(entry.schedule()))
                .body(ScheduleView.of(entry, base));
    }

    private static String eTag(Schedule schedule) {
        return "\"" + schedule.id() + "-" + schedule.version() + "\"";
    }
}
