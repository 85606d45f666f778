package dev.interleave.job.jdbc;

import dev.interleave.job.model.FailureReason;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobAttempt;
import dev.interleave.job.model.JobState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The attempts of jobs in a relational database. Thread-safe. The statements use the transaction they find.
@Component
final class JobAttemptTable {

    private final JdbcClient jdbc;

    JobAttemptTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Inserts the attempt before the current one, and stores the number of the current one.
    void insert(Job job, JobAttempt ended) {
        jdbc.sql("""
                        INSERT INTO job_attempt (job_id, number, state, started_at, finished_at, problem_type, problem_detail)
                        VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (job_id, number) DO NOTHING""")
                .param(job.id().toString())
                .param(ended.number())
                .param(ended.state().name())
                .param(millis(ended.startedAt()))
                .param(ended.finishedAt().toEpochMilli())
                .param(ended.reason() == null ? null : ended.reason().name())
                .param(ended.detail())
                .update();
        jdbc.sql("""
                        UPDATE job SET attempt = ?, revision = revision + 1, due_at = ?, result_kept = 1
                        WHERE id = ? AND attempt < ?""")
                .param(job.history().attempt())
                .param(millis(job.plan().startAt()))
                .param(job.id().toString())
                .param(job.history().attempt())
                .update();
    }

    List<JobAttempt> of(UUID job) {
        return jdbc.sql("SELECT * FROM job_attempt WHERE job_id = ? ORDER BY number")
                .param(job.toString())
                .query(JobAttemptTable::attempt)
                .list();
    }

    private static JobAttempt attempt(ResultSet row, int number) throws SQLException {
        String reason = row.getString("problem_type");
        return new JobAttempt(
                row.getInt("number"),
                JobState.valueOf(row.getString("state")),
                startedAt(row),
                Instant.ofEpochMilli(row.getLong("finished_at")),
                reason == null ? null : FailureReason.valueOf(reason),
                row.getString("problem_detail"));
    }

    private static @Nullable Long millis(@Nullable Instant instant) {
        return instant == null ? null : instant.toEpochMilli();
    }

    private static @Nullable Instant startedAt(ResultSet row) throws SQLException {
        long millis = row.getLong("started_at");
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
