package dev.interleave.schedule.web;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.interleave.rest.link.BasePath;
import dev.interleave.schedule.Schedule;
import dev.interleave.schedule.ScheduleStore.Entry;
import dev.interleave.schedule.recurrence.CronRecurrence;
import dev.interleave.schedule.recurrence.IntervalRecurrence;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The JSON of a schedule.
@Schema(name = "Schedule", description = "A job that is submitted again and again")
record ScheduleView(
        @Schema(description = "A UUIDv7", example = "0198c0de-1b5a-7c31-9d9e-6f1f4c0f7a11")
        String id,

        @Schema(description = "Unique for the owner", example = "nightly")
        String name,

        @Schema(description = "The cron expression; null with an interval", example = "30 2 * * *", nullable = true)
        @Nullable
        String cron,

        @Schema(description = "The interval; null with a cron expression", example = "PT15M", nullable = true) @Nullable
        String interval,

        @Schema(
                description = "The time zone of the cron expression; null with an interval",
                example = "Europe/Berlin",
                nullable = true)
        @Nullable
        String timeZone,

        @Schema(
                description = "What happens to missed ticks",
                example = "one",
                allowableValues = {"skip", "one", "all"})
        String missed,

        @Schema(
                description = "What happens at a tick while a job of the schedule is unfinished",
                example = "allow",
                allowableValues = {"allow", "skip", "queue"})
        String overlap,

        @Schema(
                description = "The job as it was accepted; in lists, null if it is longer than 2,000 characters",
                example = "{\"n\": 1000}",
                format = "json",
                nullable = true)
        @JsonRawValue
        @Nullable
        String job,

        @Schema(
                description = "A paused schedule drops its ticks",
                example = "active",
                allowableValues = {"active", "paused"})
        String state,

        @Schema(description = "When it was created") Instant createdAt,

        @Schema(description = "The next five ticks; the first one can be due already. Empty while paused")
        List<Instant> nextRuns,

        @Schema(description = "A tick that waits for the end of the previous job (overlap `queue`)", nullable = true)
        @Nullable
        Instant queuedRun,

        @Schema(description = "When the latest job was submitted", nullable = true) @Nullable
        Instant lastRunAt,

        @Schema(description = "The latest job; it may have been deleted since", nullable = true) @Nullable
        LastJobView lastJob,

        @Schema(description = "How many jobs it has submitted", example = "7")
        long runs,

        @Schema(description = "Why the latest tick did not lead to a job; null after a success", nullable = true)
        @Nullable
        LastErrorView lastError) {

    /// The latest job of a schedule.
    @Schema(name = "ScheduledJob")
    record LastJobView(
            @Schema(description = "A UUIDv7") String id,

            @Schema(description = "Where the job is", example = "/v1/jobs/0198c0de-…")
            String href) {

        private static @Nullable LastJobView of(@Nullable UUID id, BasePath base) {
            return id == null ? null : new LastJobView(id.toString(), base.link("/v1/jobs/" + id));
        }
    }

    /// A failure of a schedule.
    @Schema(name = "ScheduleError")
    record LastErrorView(
            @Schema(description = "When it happened") Instant at,

            @Schema(description = "What was wrong", example = "/computation must be one of \"factorial\"")
            String detail) {

        private static @Nullable LastErrorView of(Schedule.@Nullable Failure failure) {
            return failure == null ? null : new LastErrorView(failure.at(), failure.detail());
        }
    }

    /// @param base the base path of the links in it
    static ScheduleView of(Entry entry, BasePath base) {
        Schedule schedule = entry.schedule();
        Schedule.Definition definition = schedule.definition();
        Schedule.History history = schedule.history();
        CronRecurrence cron = definition.recurrence() instanceof CronRecurrence found ? found : null;
        IntervalRecurrence interval = definition.recurrence() instanceof IntervalRecurrence found ? found : null;
        return new ScheduleView(
                schedule.id().toString(),
                definition.name(),
                cron == null ? null : cron.text(),
                interval == null ? null : interval.interval().toString(),
                cron == null ? null : cron.zone().getId(),
                definition.missed().wireName(),
                definition.overlap().wireName(),
                entry.template(),
                schedule.state().wireName(),
                schedule.createdAt(),
                schedule.nextTicks(),
                schedule.ticks().queued(),
                history.lastRunAt(),
                LastJobView.of(history.lastJob(), base),
                history.runs(),
                LastErrorView.of(history.lastError()));
    }
}
