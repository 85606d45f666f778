package dev.interleave.telemetry.jdbc;

import dev.interleave.store.GroupCommit;
import dev.interleave.telemetry.TelemetryPoint;
import dev.interleave.telemetry.TelemetryPoint.Spread;
import dev.interleave.telemetry.TelemetryStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Stores the history of the loops in a relational database. Thread-safe.
@Component
final class JdbcTelemetryStore implements TelemetryStore {

    private final JdbcClient jdbc;
    private final GroupCommit commits;

    JdbcTelemetryStore(JdbcClient jdbc, GroupCommit commits) {
        this.jdbc = jdbc;
        this.commits = commits;
    }

    @Override
    public void save(String instance, TelemetryPoint point, Instant oldest) {
        commits.write(() -> {
            int inserted = insert(instance, point);
            return inserted
                    + jdbc.sql("DELETE FROM loop_figures WHERE slot < ?")
                            .param(oldest.toEpochMilli())
                            .update();
        });
    }

    @Override
    public List<TelemetryPoint> since(Instant from, Duration step) {
        long millis = step.toMillis();
        return jdbc.sql("""
                        SELECT min(slot / :step * :step) AS at, count(DISTINCT slot) AS slots,
                               sum(ready_tasks) AS ready_tasks,
                               sum(steps) AS steps, sum(busy_nanos) AS busy_nanos,
                               max(turn_p50) AS turn_p50, max(turn_p99) AS turn_p99, max(turn_max) AS turn_max,
                               max(lag_p50) AS lag_p50, max(lag_p99) AS lag_p99, max(lag_max) AS lag_max,
                               sum(submitted) AS submitted, sum(finished) AS finished,
                               sum(delivered) AS delivered, sum(undelivered) AS undelivered
                        FROM loop_figures WHERE slot >= :from GROUP BY slot / :step ORDER BY at""")
                .param("step", millis)
                .param("from", from.toEpochMilli() / millis * millis)
                .query((row, _) -> point(row))
                .list();
    }

    private int insert(String instance, TelemetryPoint point) {
        return jdbc.sql("""
                        INSERT INTO loop_figures (slot, instance, ready_tasks, steps, busy_nanos,
                               turn_p50, turn_p99, turn_max, lag_p50, lag_p99, lag_max,
                               submitted, finished, delivered, undelivered)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (slot, instance) DO NOTHING""")
                .params(
                        point.at().toEpochMilli(),
                        instance,
                        point.readyTasks(),
                        point.steps(),
                        point.busyNanos(),
                        point.turn().p50(),
                        point.turn().p99(),
                        point.turn().max(),
                        point.lag().p50(),
                        point.lag().p99(),
                        point.lag().max(),
                        point.submitted(),
                        point.finished(),
                        point.delivered(),
                        point.undelivered())
                .update();
    }

    /// Takes the mean of the ready tasks over the slots.
    private static TelemetryPoint point(ResultSet row) throws SQLException {
        long slots = row.getLong("slots");
        return new TelemetryPoint(
                Instant.ofEpochMilli(row.getLong("at")),
                slots * TelemetryPoint.SLOT.toSeconds(),
                row.getLong("ready_tasks") / slots,
                row.getLong("steps"),
                row.getLong("busy_nanos"),
                new Spread(row.getLong("turn_p50"), row.getLong("turn_p99"), row.getLong("turn_max")),
                new Spread(row.getLong("lag_p50"), row.getLong("lag_p99"), row.getLong("lag_max")),
                row.getLong("submitted"),
                row.getLong("finished"),
                row.getLong("delivered"),
                row.getLong("undelivered"));
    }
}
