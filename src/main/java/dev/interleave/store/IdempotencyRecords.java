package dev.interleave.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Stores which requests used an idempotency key, and what they created. Thread-safe.
public final class IdempotencyRecords {

    private static final Duration RETENTION = Duration.ofHours(24);

    /// A key that was used.
    ///
    /// @param fingerprint of the request that used it
    /// @param ids what the request created
    public record Used(String fingerprint, List<UUID> ids) {}

    private final JdbcClient jdbc;
    private final InstantSource clock;

    public IdempotencyRecords(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// Records a key in the current transaction. Recording the same again is harmless: a commit that was reported as
    /// failed may have succeeded.
    ///
    /// @param ids what the request creates, separated by commas
    /// @return false if another request has used the key within the last 24 hours
    public boolean insert(String owner, String key, String fingerprint, String ids) {
        jdbc.sql("DELETE FROM idempotency_key WHERE owner = ? AND key_value = ? AND created_at <= ?")
                .params(owner, key, oldest().toEpochMilli())
                .update();
        jdbc.sql("""
            INSERT INTO idempotency_key (owner, key_value, fingerprint, job_ids, created_at)
            VALUES (?, ?, ?, ?, ?) ON CONFLICT (owner, key_value) DO NOTHING\
            """).params(owner, key, fingerprint, ids, clock.millis()).update();
        return jdbc.sql(
                        "SELECT 1 FROM idempotency_key WHERE owner = ? AND key_value = ? AND fingerprint = ? AND job_ids = ?")
                .params(owner, key, fingerprint, ids)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /// @return the request that has used the key within the last 24 hours, if any
    public Optional<Used> find(String owner, String key) {
        return jdbc.sql("SELECT * FROM idempotency_key WHERE owner = ? AND key_value = ? AND created_at > ?")
                .params(owner, key, oldest().toEpochMilli())
                .query((row, _) -> new Used(
                        row.getString("fingerprint"),
                        Arrays.stream(row.getString("job_ids").split(","))
                                .map(UUID::fromString)
                                .toList()))
                .optional();
    }

    /// Deletes records in the current transaction.
    ///
    /// @param limit how many at most
    /// @return the number of deleted records
    public int deleteExpired(Instant now, int limit) {
        return jdbc.sql("""
            DELETE FROM idempotency_key WHERE (owner, key_value) IN
            (SELECT owner, key_value FROM idempotency_key WHERE created_at <= ? LIMIT ?)\
            """).params(now.minus(RETENTION).toEpochMilli(), limit).update();
    }

    private Instant oldest() {
        return clock.instant().minus(RETENTION);
    }
}
