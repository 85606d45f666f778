package dev.interleave.quota.web;

import dev.interleave.access.CurrentCaller;
import dev.interleave.quota.limits.Limit;
import dev.interleave.quota.limits.Limits;
import dev.interleave.quota.limits.RequestRate;
import dev.interleave.quota.usage.QuotaUsage;
import dev.interleave.quota.usage.Quotas;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// HTTP API of quotas.
@RestController
@Tag(name = "Access")
class QuotaController {

    private static final String EXAMPLE = """
            {"owner": "team-a", "limits": [
              {"name": "requests", "unit": "requests", "limit": 20, "used": 3, "remaining": 17,
               "window": "PT1S", "moreAt": "2026-01-01T12:00:00.150Z"},
              {"name": "jobs-in-flight", "unit": "jobs", "limit": 100, "used": 100, "remaining": 0,
               "window": null, "moreAt": null}]}""";

    /// All that is limited for an owner.
    @Schema(name = "Quota", description = "How much of the service an owner may use, and has used")
    record QuotaView(
            @Schema(description = "The owner", example = "team-a")
            String owner,

            @Schema(description = "What is limited; empty if nothing is")
            List<LimitView> limits) {}

    /// One thing that is limited.
    @Schema(name = "QuotaLimit")
    record LimitView(
            @Schema(
                    description = "The limit: requests; jobs in flight, which are all unfinished ones; queued jobs, "
                            + "paused ones included; loop time of the last hour; storage of results in "
                            + "the store, those of unfinished jobs included",
                    allowableValues = {"requests", "jobs-in-flight", "queued-jobs", "loop-time", "stored-results"})
            String name,

            @Schema(
                    description = "In what it is counted",
                    allowableValues = {"requests", "jobs", "milliseconds", "bytes"})
            String unit,

            @Schema(description = "How much there is", example = "100")
            long limit,

            @Schema(description = "How much of it is used", example = "3")
            long used,

            @Schema(description = "How much is left", example = "97")
            long remaining,

            @Schema(
                    description = "The period of the limit; null for a limit that applies at each moment",
                    type = "string",
                    nullable = true,
                    example = "PT1H")
            @Nullable
            Duration window,

            @Schema(
                    description =
                            "When more of it is free even if the owner does nothing: for requests, all of it; null "
                                    + "if that is not known, or nothing is used",
                    nullable = true)
            @Nullable
            Instant moreAt) {

        private static LimitView of(QuotaUsage quotaUsage, @Nullable Duration window, Instant now) {
            Duration freedIn = quotaUsage.freedIn();
            return new LimitView(
                    quotaUsage.limit().wireName(),
                    quotaUsage.limit().unit(),
                    quotaUsage.quota(),
                    quotaUsage.used(),
                    quotaUsage.remaining(),
                    window,
                    freedIn == null ? null : now.plus(freedIn).truncatedTo(ChronoUnit.MILLIS));
        }
    }

    private final Quotas quotas;
    private final CurrentCaller caller;
    private final InstantSource clock;

    QuotaController(Quotas quotas, CurrentCaller caller, InstantSource clock) {
        this.quotas = quotas;
        this.caller = caller;
        this.clock = clock;
    }

    @GetMapping(path = "/v1/quota", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "getQuota",
            summary = "How much one may use, and has used",
            description =
                    "Of the owner for whom the caller acts. Requests beyond a quota get 429 until it has room again.")
    @ApiResponse(
            responseCode = "200",
            description = "As it is now",
            content = @Content(schema = @Schema(implementation = QuotaView.class), examples = @ExampleObject(EXAMPLE)))
    ResponseEntity<QuotaView> get() {
        String owner = caller.owner();
        Limits limits = quotas.limits(owner);
        Instant now = clock.instant();
        List<LimitView> views = quotas.standings(owner).stream()
                .map(quotaUsage -> LimitView.of(quotaUsage, window(limits, quotaUsage.limit()), now))
                .toList();
        return ResponseEntity.ok().header(HttpHeaders.CACHE_CONTROL, "no-store").body(new QuotaView(owner, views));
    }

    private static @Nullable Duration window(Limits limits, Limit limit) {
        RequestRate rate = limits.requests();
        return switch (limit) {
            case REQUESTS -> rate == null ? null : rate.window();
            case LOOP_TIME -> Limits.LOOP_TIME_WINDOW;
            case JOBS_IN_FLIGHT, QUEUED_JOBS, STORED_RESULTS -> null;
        };
    }
}
