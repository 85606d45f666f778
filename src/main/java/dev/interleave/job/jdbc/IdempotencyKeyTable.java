package dev.interleave.job.jdbc;

import dev.interleave.job.model.IdempotencyConflictException;
import dev.interleave.job.model.IdempotencyConflictException.Reason;
import dev.interleave.job.model.IdempotencyKey;
import dev.interleave.job.model.Job;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Idempotency keys, and the jobs that the first request with each had made.
@Component
final class IdempotencyKeyTable {

    record Used(IdempotencyKey asked, String fingerprint, List<UUID> jobs) {}

    private final JdbcClient jdbc;
    private final InstantSource clock;

    IdempotencyKeyTable(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// Remembers a key; a row of it that is past its time is as good as none. Remembering the same once more is
    /// harmless: a commit that was reported as failed may have been carried out.
    ///
    /// @return false if it was there before, for other jobs
    boolean insert(IdempotencyKey key, List<Job> jobs) {
        jdbc.sql("DELETE FROM idempotency_key WHERE owner = ? AND key_value = ? AND created_at <= ?")
                .params(key.owner(), key.value(), oldest().toEpochMilli())
                .update();
        String ids = jobs.stream().map(job -> job.id().toString()).collect(Collectors.joining(","));
        jdbc.sql("""
            INSERT INTO idempotency_key (owner, key_value, fingerprint, job_ids, created_at)
            VALUES (?, ?, ?, ?, ?) ON CONFLICT (owner, key_value) DO NOTHING\
            """)
                .params(key.owner(), key.value(), key.fingerprint(), ids, clock.millis())
                .update();
        return jdbc.sql("SELECT job_ids FROM idempotency_key WHERE owner = ? AND key_value = ?")
                .params(key.owner(), key.value())
                .query(String.class)
                .single()
                .equals(ids);
    }

    Optional<Used> find(IdempotencyKey key) {
        return jdbc.sql("SELECT * FROM idempotency_key WHERE owner = ? AND key_value = ? AND created_at > ?")
                .params(key.owner(), key.value(), oldest().toEpochMilli())
                .query((row, _) -> new Used(
                        key,
                        row.getString("fingerprint"),
                        Arrays.stream(row.getString("job_ids").split(","))
                                .map(UUID::fromString)
                                .toList()))
                .optional();
    }

    List<UUID> requireSame(Used used) {
        if (!used.fingerprint.equals(used.asked.fingerprint())) {
            throw new IdempotencyConflictException(Reason.REUSED);
        }
        return used.jobs;
    }

    static IdempotencyConflictException gone() {
        return new IdempotencyConflictException(Reason.GONE);
    }

    int deleteExpired(Instant now, int limit) {
        return jdbc.sql("""
            DELETE FROM idempotency_key WHERE (owner, key_value) IN
            (SELECT owner, key_value FROM idempotency_key WHERE created_at <= ? LIMIT ?)\
            """)
                .params(now.minus(IdempotencyKey.KEPT).toEpochMilli(), limit)
                .update();
    }

    private Instant oldest() {
        return clock.instant().minus(IdempotencyKey.KEPT);
    }
}
