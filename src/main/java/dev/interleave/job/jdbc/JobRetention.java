package dev.interleave.job.jdbc;

import dev.interleave.job.Retention;
import dev.interleave.job.model.Job;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Deletes what is too old.
@Component
final class JobRetention {

    private final JdbcClient jdbc;
    private final JobRowMapper rows;
    private final JobUpdates writes;
    private final ResultChunks pieces;
    private final IdempotencyKeyTable keys;
    private final Retention retention;

    JobRetention(
            JdbcClient jdbc,
            JobRowMapper rows,
            JobUpdates writes,
            ResultChunks pieces,
            IdempotencyKeyTable keys,
            Retention retention) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.writes = writes;
        this.pieces = pieces;
        this.keys = keys;
        this.retention = retention;
    }

    int deleteExpired(Instant now, int limit) {
        return deleteResults(now, limit) + deleteJobs(now, limit) + keys.deleteExpired(now, limit);
    }

    /// The digits go, the job stays.
    private int deleteResults(Instant now, int limit) {
        List<Job> expired = jobs("expires_at <= ? AND result_kept = 1", now, limit);
        for (Job job : expired) {
            pieces.delete(job.id());
            jdbc.sql("UPDATE job SET value = NULL, result_kept = 0 WHERE id = ?")
                    .param(job.id().toString())
                    .update();
        }
        return expired.size();
    }

    private int deleteJobs(Instant now, int limit) {
        List<Job> forgotten = jobs("expires_at <= ?", now.minus(retention.finishedJobs()), limit);
        forgotten.forEach(writes::delete);
        return forgotten.size();
    }

    private List<Job> jobs(String condition, Instant time, int limit) {
        return jdbc.sql("SELECT * FROM job WHERE " + condition + " ORDER BY expires_at LIMIT ?")
                .params(time.toEpochMilli(), limit)
                .query(rows)
                .list();
    }
}
