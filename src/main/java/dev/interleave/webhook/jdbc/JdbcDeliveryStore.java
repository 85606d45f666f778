package dev.interleave.webhook.jdbc;

import dev.interleave.job.origin.TraceParent;
import dev.interleave.webhook.Delivery;
import dev.interleave.webhook.DeliveryAttempt;
import dev.interleave.webhook.DeliveryStore;
import dev.interleave.webhook.EventType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Stores deliveries in a relational database. Thread-safe.
@Component
final class JdbcDeliveryStore implements DeliveryStore {

    private static final String AFTER_ALL_IDS = "g"; // in text order

    /// Databases limit the parameters of a statement, some to 32,766.
    private static final int MAX_PARAMETERS = 1_000;

    private final JdbcClient jdbc;
    private final JdbcOperations batches;

    JdbcDeliveryStore(JdbcClient jdbc, JdbcOperations batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    @Override
    public List<Delivery> insert(Collection<Delivery> deliveries) {
        batches.batchUpdate(
                """
                INSERT INTO delivery (id, callback_id, job_id, event, body, state, attempts, failures, cycle, created_at,
                                      next_at, traceparent)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""", deliveries.stream().map(JdbcDeliveryStore::values).toList());
        Set<String> inserted = existing(
                deliveries.stream().map(delivery -> delivery.id().toString()).toList());
        return deliveries.stream()
                .filter(delivery -> inserted.contains(delivery.id().toString()))
                .toList();
    }

    /// A driver that sends many rows in one statement does not report which of them were inserted.
    private Set<String> existing(List<String> ids) {
        Set<String> existing = new HashSet<>();
        for (int from = 0; from < ids.size(); from += MAX_PARAMETERS) {
            existing.addAll(jdbc.sql("SELECT id FROM delivery WHERE id IN (:ids)")
                    .param("ids", ids.subList(from, Math.min(ids.size(), from + MAX_PARAMETERS)))
                    .query(String.class)
                    .list());
        }
        return existing;
    }

    @Override
    public Optional<Delivery> find(UUID id) {
        return jdbc.sql("SELECT * FROM delivery WHERE id = ?")
                .param(id.toString())
                .query(JdbcDeliveryStore::delivery)
                .optional();
    }

    @Override
    public Optional<Delivery> find(String owner, UUID id) {
        return jdbc.sql("""
                        SELECT delivery.* FROM delivery JOIN callback ON callback.id = delivery.callback_id
                        WHERE delivery.id = ? AND callback.owner = ?""")
                .params(id.toString(), owner)
                .query(JdbcDeliveryStore::delivery)
                .optional();
    }

    @Override
    public List<Delivery> list(Scope scope, int limit, @Nullable UUID before) {
        String from = before == null ? AFTER_ALL_IDS : before.toString();
        UUID callbackId = scope.callbackId();
        String column = callbackId != null ? "callback_id" : "job_id";
        UUID id = callbackId != null ? callbackId : scope.jobId();
        return jdbc.sql("SELECT * FROM delivery WHERE " + column + " = ? AND id < ? ORDER BY id DESC LIMIT ?")
                .params(String.valueOf(id), from, limit)
                .query(JdbcDeliveryStore::delivery)
                .list();
    }

    @Override
    public Map<UUID, List<DeliveryAttempt>> attempts(Collection<UUID> deliveryIds) {
        Map<UUID, List<DeliveryAttempt>> attempts = new LinkedHashMap<>();
        deliveryIds.forEach(id -> attempts.put(
                id,
                jdbc.sql("SELECT * FROM delivery_attempt WHERE delivery_id = ? ORDER BY number")
                        .param(id.toString())
                        .query(JdbcDeliveryStore::attempt)
                        .list()));
        return attempts;
    }

    @Override
    public List<Delivery> findWithoutBody(Collection<UUID> jobIds) {
        return jobIds.isEmpty()
                ? List.of()
                : jdbc.sql("SELECT * FROM delivery WHERE job_id IN (:ids) AND body = ''")
                        .param("ids", jobIds.stream().map(UUID::toString).toList())
                        .query(JdbcDeliveryStore::delivery)
                        .list();
    }

    @Override
    public void saveBody(Delivery delivery) {
        jdbc.sql("UPDATE delivery SET body = ? WHERE id = ? AND body = ''")
                .params(delivery.body(), delivery.id().toString())
                .update();
    }

    @Override
    public boolean record(Delivery before, Delivery after, DeliveryAttempt attempt) {
        boolean changed = update(before, after);
        if (changed || countAttemptOfEarlierCycle(before)) {
            insert(before.id(), attempt);
        }
        return changed;
    }

    /// Each recorded attempt of a cycle either settles the delivery or adds a failure. So cycle and failures
    /// identify the next attempt.
    private boolean update(Delivery before, Delivery after) {
        return jdbc.sql("""
                        UPDATE delivery SET body = CASE body WHEN '' THEN ? ELSE body END, state = ?,
                               attempts = attempts + 1, failures = ?, next_at = ?, settled_at = ?
                        WHERE id = ? AND state = 'OWED' AND cycle = ? AND failures = ?""")
                        .param(before.body())
                        .param(after.state().column())
                        .param(after.failures())
                        .param(NullableColumns.millis(after.nextAt()))
                        .param(NullableColumns.millis(after.settledAt()))
                        .param(before.id().toString())
                        .param(before.cycle())
                        .param(before.failures())
                        .update()
                == 1;
    }

    private boolean countAttemptOfEarlierCycle(Delivery before) {
        return jdbc.sql("""
                        UPDATE delivery SET body = CASE body WHEN '' THEN ? ELSE body END, attempts = attempts + 1
                        WHERE id = ? AND cycle > ?""")
                        .params(before.body(), before.id().toString(), before.cycle())
                        .update()
                == 1;
    }

    private void insert(UUID id, DeliveryAttempt attempt) {
        jdbc.sql("""
                        INSERT INTO delivery_attempt (delivery_id, number, started_at, status, failure, millis, response)
                        VALUES (?, (SELECT attempts FROM delivery WHERE id = ?), ?, ?, ?, ?, ?)""")
                .params(id.toString(), id.toString())
                .param(attempt.at().toEpochMilli())
                .param(attempt.status())
                .param(attempt.failure())
                .param(attempt.latency().toMillis())
                .param(attempt.response())
                .update();
    }

    @Override
    public boolean reopen(Delivery redelivered) {
        return jdbc.sql("""
                        UPDATE delivery SET state = 'OWED', failures = 0, cycle = ?, next_at = ?, settled_at = NULL
                        WHERE id = ? AND cycle = ?""")
                        .param(redelivered.cycle())
                        .param(NullableColumns.millis(redelivered.nextAt()))
                        .param(redelivered.id().toString())
                        .param(redelivered.cycle() - 1)
                        .update()
                == 1;
    }

    @Override
    public Backlog backlog(Instant now) {
        return jdbc.sql("""
                        SELECT count(*) AS pending, count(CASE WHEN next_at < ? THEN 1 END) AS overdue,
                               min(created_at) AS oldest
                        FROM delivery WHERE state = 'OWED'""")
                .param(now.toEpochMilli())
                .query((row, _) -> new Backlog(
                        row.getLong("pending"), row.getLong("overdue"), NullableColumns.instant(row, "oldest")))
                .single();
    }

    @Override
    public List<Ahead> findAhead(Instant after, int limit) {
        return jdbc.sql("""
                        SELECT * FROM
                        (SELECT delivery.*, COALESCE((SELECT max(started_at) FROM delivery_attempt
                                                      WHERE delivery_id = delivery.id), created_at) AS since
                         FROM delivery WHERE state = 'OWED' AND next_at > ?) AS pending
                        WHERE since > ? ORDER BY next_at LIMIT ?""")
                .params(after.toEpochMilli(), after.toEpochMilli(), limit)
                .query((row, number) -> new Ahead(delivery(row, number), Instant.ofEpochMilli(row.getLong("since"))))
                .list();
    }

    @Override
    public void changeNextAt(Delivery delivery, Instant nextAt) {
        jdbc.sql("UPDATE delivery SET next_at = ? WHERE id = ? AND state = 'OWED' AND cycle = ? AND failures = ?")
                .params(nextAt.toEpochMilli(), delivery.id().toString(), delivery.cycle(), delivery.failures())
                .update();
    }

    @Override
    public int deleteSettled(Instant settledBefore, int limit) {
        List<String> ids = jdbc.sql("SELECT id FROM delivery WHERE settled_at <= ? ORDER BY settled_at LIMIT ?")
                .params(settledBefore.toEpochMilli(), limit)
                .query((row, _) -> row.getString("id"))
                .list();
        ids.forEach(this::delete);
        jdbc.sql("""
                        DELETE FROM callback WHERE id IN
                        (SELECT id FROM callback WHERE job_id IS NOT NULL AND created_at <= ?
                         AND NOT EXISTS (SELECT 1 FROM job WHERE job.id = callback.job_id)
                         AND NOT EXISTS (SELECT 1 FROM delivery WHERE delivery.callback_id = callback.id) LIMIT ?)""").params(settledBefore.toEpochMilli(), limit).update();
        return ids.size();
    }

    private static @Nullable Object[] values(Delivery delivery) {
        return new @Nullable Object[] {
            delivery.id().toString(),
            delivery.callbackId().toString(),
            delivery.jobId() == null ? null : delivery.jobId().toString(),
            delivery.event().name(),
            delivery.body(),
            delivery.state().column(),
            delivery.attempts(),
            delivery.failures(),
            delivery.cycle(),
            delivery.createdAt().toEpochMilli(),
            NullableColumns.millis(delivery.nextAt()),
            delivery.trace() == null ? null : delivery.trace().toString()
        };
    }

    private void delete(String id) {
        jdbc.sql("DELETE FROM delivery_attempt WHERE delivery_id = ?").param(id).update();
        jdbc.sql("DELETE FROM delivery WHERE id = ?").param(id).update();
    }

    private static Delivery delivery(ResultSet row, int number) throws SQLException {
        return new Delivery(
                UUID.fromString(row.getString("id")),
                UUID.fromString(row.getString("callback_id")),
                NullableColumns.uuid(row, "job_id"),
                EventType.valueOf(row.getString("event")),
                row.getString("body"),
                Delivery.State.ofColumn(row.getString("state")),
                row.getInt("attempts"),
                row.getInt("failures"),
                row.getInt("cycle"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                NullableColumns.instant(row, "next_at"),
                NullableColumns.instant(row, "settled_at"),
                TraceParent.parse(row.getString("traceparent")).orElse(null));
    }

    private static DeliveryAttempt attempt(ResultSet row, int number) throws SQLException {
        return new DeliveryAttempt(
                row.getInt("number"),
                Instant.ofEpochMilli(row.getLong("started_at")),
                NullableColumns.integer(row, "status"),
                row.getString("failure"),
                Duration.ofMillis(row.getLong("millis")),
                row.getString("response"));
    }
}
