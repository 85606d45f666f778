package dev.interleave.schedule.jdbc;

import dev.interleave.job.model.JobState;
import dev.interleave.schedule.Schedule;
import dev.interleave.schedule.ScheduleException;
import dev.interleave.schedule.ScheduleStore;
import dev.interleave.store.Dialect;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Stores schedules in a relational database. Thread-safe.
@Component
final class JdbcScheduleStore implements ScheduleStore {

    private static final Logger log = LoggerFactory.getLogger(JdbcScheduleStore.class);

    /// The length of the longest job that lists show, in characters.
    private static final int MAX_LISTED = 2_000;

    private static final String COLUMNS = String.join(", ", ScheduleRowMapper.ALL);

    private static final String INSERT = "INSERT INTO schedule (" + COLUMNS + ", job) VALUES ("
            + String.join(", ", Collections.nCopies(ScheduleRowMapper.ALL.size() + 1, "?"))
            + ") ON CONFLICT (id) DO NOTHING";

    private static final String UPDATE = "UPDATE schedule SET "
            + ScheduleRowMapper.MUTABLE.stream().map(column -> column + " = ?").collect(Collectors.joining(", "))
            + ", job = COALESCE(?, job) WHERE id = ? AND version = ?";

    private static final String FINAL_STATES = Arrays.stream(JobState.values())
            .filter(JobState::isFinal)
            .map(JobState::name)
            .collect(Collectors.joining("', '", "('", "')"));

    private final JdbcClient jdbc;
    private final Dialect dialect;
    private final ScheduleRowMapper rows = new ScheduleRowMapper();

    /// The ids of the schedules that were reported.
    private final Set<String> unreadable = ConcurrentHashMap.newKeySet();

    JdbcScheduleStore(JdbcClient jdbc, Dialect dialect) {
        this.jdbc = jdbc;
        this.dialect = dialect;
    }

    /// Instances that insert at the same time can exceed the limit by a few schedules.
    @Override
    public void insert(Schedule schedule, String template, int limit) {
        requireFreeName(schedule);
        long others = jdbc.sql("SELECT COUNT(*) FROM schedule WHERE owner = ? AND id <> ?")
                .params(schedule.owner(), schedule.id().toString())
                .query(Long.class)
                .single();
        if (others >= limit) {
            throw new ScheduleException.LimitReached(limit);
        }
        try {
            jdbc.sql(INSERT)
                    .params(ScheduleRowMapper.all(schedule))
                    .param(template)
                    .update();
        } catch (DuplicateKeyException e) {
            throw new ScheduleException.NameTaken();
        }
    }

    private void requireFreeName(Schedule schedule) {
        boolean taken = jdbc.sql("SELECT 1 FROM schedule WHERE owner = ? AND name = ? AND id <> ?")
                .params(
                        schedule.owner(),
                        schedule.definition().name(),
                        schedule.id().toString())
                .query(Integer.class)
                .optional()
                .isPresent();
        if (taken) {
            throw new ScheduleException.NameTaken();
        }
    }

    @Override
    public boolean replace(Schedule before, Schedule after) {
        return update(before, after, null);
    }

    @Override
    public boolean replace(Schedule before, Schedule after, String template) {
        return update(before, after, template);
    }

    private boolean update(Schedule before, Schedule after, @Nullable String template) {
        if (!before.definition().name().equals(after.definition().name())) {
            requireFreeName(after);
        }
        try {
            int updated = jdbc.sql(UPDATE)
                    .params(ScheduleRowMapper.mutable(after))
                    .param(template)
                    .param(before.id().toString())
                    .param(before.version())
                    .update();
            return updated == 1 || isStored(after);
        } catch (DuplicateKeyException e) {
            throw new ScheduleException.NameTaken();
        }
    }

    /// A commit that was reported as failed may have taken place.
    private boolean isStored(Schedule schedule) {
        return jdbc.sql("SELECT 1 FROM schedule WHERE id = ? AND version = ? AND change_id = ?")
                .params(
                        schedule.id().toString(),
                        schedule.version(),
                        schedule.change().toString())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    @Override
    public Optional<Entry> find(String owner, UUID id) {
        return jdbc.sql("SELECT * FROM schedule WHERE id = ? AND owner = ?")
                .params(id.toString(), owner)
                .query((row, number) -> new Entry(rows.mapRow(row, number), row.getString("job")))
                .optional();
    }

    @Override
    public Optional<String> template(Schedule schedule) {
        return jdbc.sql("SELECT job FROM schedule WHERE id = ? AND version = ?")
                .params(schedule.id().toString(), schedule.version())
                .query(String.class)
                .optional();
    }

    @Override
    public List<Entry> list(String owner, int size, @Nullable UUID before) {
        return jdbc.sql("SELECT " + COLUMNS + ", CASE WHEN LENGTH(job) <= " + MAX_LISTED + " THEN job END AS short_job "
                        + "FROM schedule WHERE owner = ? AND id < ? ORDER BY id DESC LIMIT ?")
                .params(owner, before == null ? "g" : before.toString(), size)
                .query((row, number) -> new Entry(rows.mapRow(row, number), row.getString("short_job")))
                .list();
    }

    @Override
    public boolean delete(Schedule schedule) {
        return jdbc.sql("DELETE FROM schedule WHERE id = ? AND version = ?")
                        .params(schedule.id().toString(), schedule.version())
                        .update()
                == 1;
    }

    @Override
    public List<Schedule> due(String instance, Instant now, Duration headStart, int limit) {
        return jdbc
                .sql("SELECT " + COLUMNS + " FROM schedule WHERE due_at <= ? "
                        + "AND (due_at <= ? OR runner = ? OR runner = '') ORDER BY due_at LIMIT ?")
                .params(now.toEpochMilli(), now.minus(headStart).toEpochMilli(), instance, limit)
                .query(this::readable)
                .list()
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /// One row that cannot be read, for example with a time zone that a later version of Java does not know, must
    /// not stop the other schedules.
    private Optional<Schedule> readable(ResultSet row, int number) throws SQLException {
        try {
            return Optional.of(rows.mapRow(row, number));
        } catch (IllegalStateException | DateTimeException e) {
            String id = row.getString("id");
            if (unreadable.add(id)) {
                log.warn("Could not read the schedule {}; it does not run", id, e);
            }
            return Optional.empty();
        }
    }

    @Override
    public List<Schedule> withRunnableQueuedTick(Instant now, int limit) {
        return jdbc
                .sql("SELECT " + COLUMNS + " FROM schedule WHERE queued_due_at <= ? AND "
                        + hasEnded("tick_job_id") + " AND " + hasEnded("manual_job_id")
                        + " ORDER BY queued_due_at LIMIT ?")
                .params(now.toEpochMilli(), limit)
                .query(this::readable)
                .list()
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /// A subquery that looks the job up by its id, however many jobs there are. A deleted job has ended.
    private static String hasEnded(String column) {
        return "COALESCE((SELECT job.state FROM job WHERE job.id = schedule." + column + "), '"
                + JobState.SUCCEEDED.name() + "') IN " + FINAL_STATES;
    }

    @Override
    public boolean hasUnfinishedJob(Schedule schedule) {
        return jdbc.sql("SELECT COUNT(*) FROM job WHERE id IN (?, ?) AND state NOT IN " + FINAL_STATES)
                        .params(
                                String.valueOf(schedule.history().tickJob()),
                                String.valueOf(schedule.history().manualJob()))
                        .query(Long.class)
                        .single()
                > 0;
    }

    @Override
    public Optional<Duration> untilNextDue() {
        return jdbc.sql("SELECT due_at - " + dialect.now()
                        + " FROM schedule WHERE due_at IS NOT NULL ORDER BY due_at LIMIT 1")
                .query(Long.class)
                .optional()
                .map(Duration::ofMillis);
    }

    @Override
    public Instant now() {
        return Instant.ofEpochMilli(
                jdbc.sql("SELECT " + dialect.now()).query(Long.class).single());
    }
}
