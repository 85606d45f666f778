package dev.interleave.schedule.jdbc;

import dev.interleave.access.Caller;
import dev.interleave.access.Role;
import dev.interleave.schedule.OverlapPolicy;
import dev.interleave.schedule.Schedule;
import dev.interleave.schedule.recurrence.CronRecurrence;
import dev.interleave.schedule.recurrence.IntervalRecurrence;
import dev.interleave.schedule.recurrence.InvalidCronException;
import dev.interleave.schedule.recurrence.MissedTicks;
import dev.interleave.schedule.recurrence.Recurrence;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;

/// Maps rows to schedules and back. Stateless and thread-safe.
final class ScheduleRowMapper implements RowMapper<Schedule> {

    /// The columns that change.
    static final List<String> MUTABLE = List.of(
            "name",
            "cron",
            "time_zone",
            "interval_millis",
            "anchor_at",
            "missed",
            "overlap",
            "author",
            "role",
            "state",
            "version",
            "change_id",
            "next_at",
            "due_at",
            "queued_at",
            "queued_due_at",
            "failures",
            "tick_job_id",
            "manual_job_id",
            "last_job_id",
            "last_run_at",
            "runs",
            "error_at",
            "error",
            "runner");

    /// The columns of a new row.
    static final List<String> ALL = all();

    private static List<String> all() {
        List<String> all = new ArrayList<>(MUTABLE);
        all.addAll(List.of("id", "owner", "created_at"));
        return List.copyOf(all);
    }

    /// @return the values of [#MUTABLE]
    static List<@Nullable Object> mutable(Schedule schedule) {
        Schedule.Definition definition = schedule.definition();
        Schedule.Ticks ticks = schedule.ticks();
        Schedule.History history = schedule.history();
        Schedule.Failure error = history.lastError();
        List<@Nullable Object> values = new ArrayList<>();
        values.add(definition.name());
        switch (definition.recurrence()) {
            case CronRecurrence cron -> {
                values.add(cron.text());
                values.add(cron.zone().getId());
                values.add(null);
                values.add(null);
            }
            case IntervalRecurrence(Duration interval, Instant anchor) -> {
                values.add(null);
                values.add(null);
                values.add(interval.toMillis());
                values.add(anchor.toEpochMilli());
            }
        }
        values.add(definition.missed().name());
        values.add(definition.overlap().name());
        values.add(schedule.author().name());
        values.add(schedule.author().role().name());
        values.add(schedule.state().name());
        values.add(schedule.version());
        values.add(schedule.change().toString());
        values.add(millis(ticks.next()));
        values.add(millis(ticks.dueAt()));
        values.add(millis(ticks.queued()));
        values.add(millis(ticks.queuedDueAt()));
        values.add(ticks.failures());
        values.add(text(history.tickJob()));
        values.add(text(history.manualJob()));
        values.add(text(history.lastJob()));
        values.add(millis(history.lastRunAt()));
        values.add(history.runs());
        values.add(error == null ? null : error.at().toEpochMilli());
        values.add(error == null ? null : error.detail());
        values.add(schedule.runner());
        return values;
    }

    /// @return the values of [#ALL]
    static List<@Nullable Object> all(Schedule schedule) {
        List<@Nullable Object> values = mutable(schedule);
        values.add(schedule.id().toString());
        values.add(schedule.owner());
        values.add(schedule.createdAt().toEpochMilli());
        return values;
    }

    @Override
    public Schedule mapRow(ResultSet row, int number) throws SQLException {
        return new Schedule(
                UUID.fromString(row.getString("id")),
                new Schedule.Definition(
                        row.getString("name"),
                        recurrence(row),
                        MissedTicks.valueOf(row.getString("missed")),
                        OverlapPolicy.valueOf(row.getString("overlap"))),
                new Caller(row.getString("author"), row.getString("owner"), Role.valueOf(row.getString("role"))),
                Schedule.State.valueOf(row.getString("state")),
                row.getLong("version"),
                UUID.fromString(row.getString("change_id")),
                new Schedule.Ticks(
                        instant(row, "next_at"),
                        instant(row, "due_at"),
                        instant(row, "queued_at"),
                        instant(row, "queued_due_at"),
                        row.getInt("failures")),
                history(row),
                row.getString("runner"),
                Instant.ofEpochMilli(row.getLong("created_at")));
    }

    private static Schedule.History history(ResultSet row) throws SQLException {
        Instant errorAt = instant(row, "error_at");
        return new Schedule.History(
                uuid(row, "tick_job_id"),
                uuid(row, "manual_job_id"),
                uuid(row, "last_job_id"),
                instant(row, "last_run_at"),
                row.getLong("runs"),
                errorAt == null ? null : new Schedule.Failure(errorAt, row.getString("error")));
    }

    private static Recurrence recurrence(ResultSet row) throws SQLException {
        String cron = row.getString("cron");
        if (cron == null) {
            return new IntervalRecurrence(
                    Duration.ofMillis(row.getLong("interval_millis")), Instant.ofEpochMilli(row.getLong("anchor_at")));
        }
        try {
            return CronRecurrence.parse(cron, ZoneId.of(row.getString("time_zone")));
        } catch (InvalidCronException e) {
            throw new IllegalStateException("Schedule " + row.getString("id") + " has an invalid cron expression", e);
        }
    }

    private static @Nullable Long millis(@Nullable Instant time) {
        return time == null ? null : time.toEpochMilli();
    }

    private static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    private static @Nullable UUID uuid(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? null : UUID.fromString(text);
    }
}
