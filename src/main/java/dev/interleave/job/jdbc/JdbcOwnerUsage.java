package dev.interleave.job.jdbc;

import dev.interleave.job.OwnerUsage;
import dev.interleave.job.model.JobResult;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What an owner has in a relational database. Thread-safe.
@Component
final class JdbcOwnerUsage implements OwnerUsage {

    private final JdbcClient jdbc;

    JdbcOwnerUsage(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Walks through the index by state, without a look at the rows.
    @Override
    public Jobs jobs(String owner) {
        return jdbc.sql("""
                        SELECT (SELECT count(*) FROM job WHERE state = 'QUEUED' AND owner = :owner)
                               + (SELECT count(*) FROM job WHERE state = 'PAUSED' AND owner = :owner)
                               + (SELECT count(*) FROM job WHERE state = 'SCHEDULED' AND owner = :owner)
                               + (SELECT count(*) FROM job WHERE state = 'WAITING' AND owner = :owner) AS waiting,
                               (SELECT count(*) FROM job WHERE state = 'RUNNING' AND owner = :owner) AS running""")
                .param("owner", owner)
                .query((row, _) -> new Jobs(row.getLong("waiting"), row.getLong("running")))
                .single();
    }

    /// As [JobResult#storedBytes] has it.
    @Override
    public Results results(String owner) {
        return jdbc.sql(String.format(Locale.ROOT, """
                        SELECT sum(CASE WHEN state IN ('WAITING', 'SCHEDULED', 'QUEUED', 'PAUSED', 'RUNNING') THEN reserved_bytes
                                        WHEN digits IS NULL OR result_kept = 0 THEN 0
                                        WHEN digits <= %d THEN digits
                                        ELSE digits + (bits + 7) / 8 END) AS bytes,
                               min(CASE WHEN digits IS NOT NULL AND result_kept = 1 THEN expires_at END) AS first_expiry
                        FROM job WHERE owner = ?""", JobResult.INLINE_DIGITS))
                .param(owner)
                .query(JdbcOwnerUsage::results)
                .single();
    }

    private static Results results(ResultSet row, int number) throws SQLException {
        long bytes = row.getLong("bytes"); // 0 for null: there are no jobs
        long expiry = row.getLong("first_expiry");
        return new Results(bytes, row.wasNull() ? null : Instant.ofEpochMilli(expiry));
    }
}
