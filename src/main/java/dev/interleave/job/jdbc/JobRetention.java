package dev.interleave.job.jdbc;

import dev.interleave.job.Retention;
import dev.interleave.job.await.JobAwait;
import dev.interleave.job.model.Job;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Deletes what is too old.
@Component
@EnableConfigurationProperties(Retention.class)
final class JobRetention {

    /// The parent may read the results of its latest wait again, when it continues from a checkpoint.
    private static final String IS_NOT_AWAITED = " AND NOT EXISTS (SELECT 1 FROM job p WHERE p.id = job.parent"
            + " AND p.finished_at IS NULL AND job.child_number >= p.await_step * " + JobAwait.MAX_CHILDREN + ")";

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

    /// Jobs whose retention is over.
    ///
    /// @param results jobs whose results are to be deleted
    /// @param jobs jobs to be deleted
    record ExpiredJobs(List<Job> results, List<Job> jobs) {

        List<Job> all() {
            return Stream.concat(results.stream(), jobs.stream()).toList();
        }
    }

    /// @return at most `limit` of each
    ExpiredJobs findExpired(Instant now, int limit) {
        return new ExpiredJobs(
                jobs("expires_at <= ? AND result_kept = 1", now, limit),
                jobs("expires_at <= ?", now.minus(retention.finishedJobs()), limit));
    }

    /// Uses the current transaction.
    ///
    /// @return the number of deleted results, jobs and idempotency keys
    int delete(ExpiredJobs expired, Instant now, int limit) {
        expired.results.forEach(this::deleteResult);
        expired.jobs.forEach(writes::delete);
        return expired.results.size() + expired.jobs.size() + keys.deleteExpired(now, limit);
    }

    private void deleteResult(Job job) {
        int deleted = jdbc.sql("UPDATE job SET value = NULL, result_kept = 0 WHERE id = ? AND expires_at IS NOT NULL")
                .param(job.id().toString())
                .update();
        if (deleted == 1) { // it does not run again by now
            pieces.delete(job.id());
        }
    }

    private List<Job> jobs(String condition, Instant time, int limit) {
        return jdbc.sql("SELECT * FROM job WHERE " + condition + IS_NOT_AWAITED + " ORDER BY expires_at LIMIT ?")
                .params(time.toEpochMilli(), limit)
                .query(rows)
                .list();
    }
}
