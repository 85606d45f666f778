package dev.interleave.job.jdbc;

import dev.interleave.computation.ValueKind;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobFailure;
import dev.interleave.job.model.JobResult;
import dev.interleave.job.plan.JobPlan;
import dev.interleave.store.Dialect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/// The statements that change jobs. They use the transaction they find.
@Component
final class JobUpdates {

    private final JdbcOperations jdbc;
    private final JobRowMapper rows;
    private final String requeueFrom;

    JobUpdates(JdbcOperations jdbc, JobRowMapper rows, Dialect dialect) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.requeueFrom = REQUEUE + "WHERE id IN (SELECT id FROM job WHERE state = 'RUNNING' AND instance = ? "
                + dialect.skipLocked() + ")";
    }

    /// Inserting the same jobs again is harmless: a commit that was reported as failed may have been carried
    /// out.
    void insert(List<Job> jobs) {
        jdbc.batchUpdate(
                """
                INSERT INTO job (state, steps, rounds, fraction, finished_at, expires_at, digits, bits, sha256, value,
                                 result_kind, negative, problem_type, problem_detail, problem_error, id, owner, computation, input, algorithm, priority, labels, timeout_millis,
                                 total_steps, created_at, started_at, instance, epoch, traceparent, reserved_bytes,
                                 program_sha256, input_sha256, equality)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO NOTHING""", jobs.stream().map(job -> finished(job, rows.inserted(job))).toList());
        insertLabels(jobs);
        insertPlans(jobs);
        insertOrigins(jobs);
    }

    private void insertLabels(List<Job> jobs) {
        var labels = jobs.stream()
                .flatMap(job -> job.spec().labels().entrySet().stream()
                        .map(label -> new Object[] {job.owner(), label.getKey(), label.getValue(), id(job)}))
                .toList();
        if (!labels.isEmpty()) {
            jdbc.batchUpdate("""
                    INSERT INTO job_label (owner, label_key, label_value, job_id) VALUES (?, ?, ?, ?)
                    ON CONFLICT (owner, label_key, label_value, job_id) DO NOTHING""", labels);
        }
    }

    /// Apart from the insertion, because most jobs have no plan.
    private void insertPlans(List<Job> jobs) {
        List<Object[]> plans = jobs.stream()
                .filter(job -> !job.plan().equals(JobPlan.NONE))
                .map(job -> with(rows.plan(job.plan()), id(job)))
                .toList();
        if (!plans.isEmpty()) {
            jdbc.batchUpdate("""
                    UPDATE job SET due_at = ?, predecessors = ?, on_failure = ?, max_attempts = ?, backoff_millis = ?
                    WHERE id = ?""", plans);
        }
    }

    /// Apart from the insertion, because most jobs have neither a parent nor an equal job.
    private void insertOrigins(List<Job> jobs) {
        List<Object[]> origins = jobs.stream()
                .filter(job -> job.origin().parent() != null || job.origin().reusedFrom() != null)
                .map(job -> with(JobRowMapper.origin(job.origin()), id(job)))
                .toList();
        if (!origins.isEmpty()) {
            jdbc.batchUpdate("""
                    UPDATE job SET parent = ?, parent_attempt = ?, child_number = ?, depth = ?, reused_from = ?
                    WHERE id = ?""", origins);
        }
    }

    /// Stores which job the result comes from. Part of a change of the job.
    void changeReusedFrom(Job job) {
        UUID source = job.origin().reusedFrom();
        jdbc.update("UPDATE job SET reused_from = ? WHERE id = ?", source == null ? null : source.toString(), id(job));
    }

    /// A change that was carried out already counts as well.
    boolean amend(Job before, Job after) {
        Long dueAt = millis(after.plan().startAt());
        boolean amended = jdbc.update(
                        """
                UPDATE job SET state = ?, due_at = ?, priority = ?, labels = ?, revision = ?
                WHERE id = ? AND (state = ? AND revision = ?
                                  OR state = ? AND revision = ? AND labels = ? AND priority = ?)""",
                        after.state().name(),
                        dueAt,
                        after.spec().priority().name(),
                        rows.labels(after.spec()),
                        after.history().revision(),
                        id(after),
                        before.state().name(),
                        before.history().revision(),
                        after.state().name(),
                        after.history().revision(),
                        rows.labels(after.spec()),
                        after.spec().priority().name())
                == 1;
        if (amended && !before.spec().labels().equals(after.spec().labels())) {
            deleteLabels(before);
            insertLabels(List.of(after));
        }
        return amended;
    }

    private static Object[] with(@Nullable Object[] values, String last) {
        Object[] all = Arrays.copyOf(values, values.length + 1);
        all[values.length] = last;
        return all;
    }

    /// A claim that was carried out already counts as well, for the same reason.
    Set<UUID> claim(Collection<Job> admitted) {
        return changed(
                admitted,
                jdbc.batchUpdate("""
                UPDATE job SET state = 'RUNNING', started_at = ?, instance = ?, epoch = ?
                WHERE id = ? AND (state = 'QUEUED' AND epoch = ? OR state = 'RUNNING' AND instance = ? AND epoch = ?)""", admitted.stream().map(this::claimed).toList()));
    }

    /// So does an end.
    Set<UUID> finish(Collection<Job> jobs) {
        return changed(
                jobs,
                jdbc.batchUpdate(
                        FINISH + """
                WHERE id = ? AND instance = ? AND epoch = ? AND (state = 'RUNNING' OR state = ? AND finished_at = ?)""",
                        jobs.stream()
                                .map(job -> finished(
                                        job,
                                        id(job),
                                        job.lease().instance(),
                                        job.lease().epoch(),
                                        job.state().name(),
                                        millis(job.timestamps().finishedAt())))
                                .toList()));
    }

    /// So does any other change. A checkpoint that the caller does not know of counts as a change by others:
    /// its pieces are all that is left of the job's work.
    boolean change(Job before, Job after) {
        return jdbc.update(
                        CHANGE + """
                WHERE id = ? AND (state = ? AND instance = ? AND epoch = ? AND checkpoint = ?
                                  OR state = ? AND instance = ? AND epoch = ? AND checkpoint = ?
                                     AND COALESCE(finished_at, 0) = ?)""",
                        finished(
                                after,
                                millis(after.timestamps().startedAt()),
                                after.lease().instance(),
                                after.lease().epoch(),
                                after.checkpoint().number(),
                                after.checkpoint().bytes(),
                                after.checkpoint().ran().toMillis(),
                                AwaitJson.write(after.await()),
                                after.await() == null ? null : after.await().step(),
                                after.await() == null
                                        ? null
                                        : millis(after.await().wakeAt()),
                                id(after),
                                before.state().name(),
                                before.lease().instance(),
                                before.lease().epoch(),
                                before.checkpoint().number(),
                                after.state().name(),
                                after.lease().instance(),
                                after.lease().epoch(),
                                after.checkpoint().number(),
                                Objects.requireNonNullElse(
                                        millis(after.timestamps().finishedAt()), 0L)))
                == 1;
    }

    int requeueOrphans(String instance) {
        return jdbc.update(REQUEUE + "WHERE state = 'RUNNING' AND instance <> ?", instance);
    }

    int requeueFrom(Collection<String> gone) {
        return gone.stream()
                .mapToInt(instance -> jdbc.update(requeueFrom, instance))
                .sum();
    }

    /// Deletes a finished job, unless it runs again by now.
    boolean delete(Job job) {
        int deleted = jdbc.update(
                "DELETE FROM job WHERE id = ? AND finished_at = ?",
                id(job),
                millis(job.timestamps().finishedAt()));
        if (deleted == 1) {
            deleteParts(job);
        }
        return deleted == 1;
    }

    private void deleteParts(Job job) {
        jdbc.update("DELETE FROM result_piece WHERE job_id = ?", id(job));
        jdbc.update("DELETE FROM checkpoint_piece WHERE job_id = ?", id(job));
        jdbc.update("DELETE FROM job_attempt WHERE job_id = ?", id(job));
        deleteLabels(job);
    }

    private void deleteLabels(Job job) {
        job.spec()
                .labels()
                .forEach((key, value) -> jdbc.update(
                        "DELETE FROM job_label WHERE owner = ? AND label_key = ? AND label_value = ? AND job_id = ?",
                        job.owner(),
                        key,
                        value,
                        id(job)));
    }

    /// What a row tells of the progress is as of the checkpoint.
    private static final String REQUEUE = """
            UPDATE job SET state = 'QUEUED', instance = '',
                           started_at = CASE WHEN checkpoint = 0 THEN NULL ELSE started_at END
            """;

    private static final String FINISH = """
            UPDATE job SET state = ?, steps = ?, rounds = ?, fraction = ?, finished_at = ?, expires_at = ?, digits = ?, bits = ?,
                           sha256 = ?, value = ?, result_kind = ?, negative = ?, problem_type = ?, problem_detail = ?,
                           problem_error = ?
            """;

    private static final String CHANGE = FINISH.stripTrailing() + """
            , started_at = ?, instance = ?, epoch = ?, checkpoint = ?, checkpoint_bytes = ?, ran_millis = ?,
                           awaited = ?, await_step = ?, wake_at = ?
            """;

    private @Nullable Object[] claimed(Job job) {
        return new @Nullable Object[] {
            millis(job.timestamps().startedAt()),
            job.lease().instance(),
            job.lease().epoch(),
            id(job),
            job.lease().epoch() - 1,
            job.lease().instance(),
            job.lease().epoch()
        };
    }

    private @Nullable Object[] finished(Job job, @Nullable Object... where) {
        JobResult result = job.result();
        JobFailure failure = job.failure();
        List<@Nullable Object> values = new ArrayList<>();
        values.add(job.state().name());
        values.add(job.progress().steps());
        values.add(job.progress().rounds());
        values.add(job.progress().fraction());
        values.add(millis(job.timestamps().finishedAt()));
        values.add(millis(job.timestamps().expiresAt()));
        values.add(result == null ? null : result.digits());
        values.add(result == null ? null : result.bits());
        values.add(result == null ? null : result.sha256());
        values.add(result == null ? null : result.value());
        values.add((result == null ? ValueKind.INTEGER : result.kind()).name());
        values.add(result != null && result.isNegative() ? 1 : 0);
        values.add(failure == null ? null : failure.reason().name());
        values.add(failure == null ? null : failure.detail());
        values.add(failure == null ? null : rows.error(failure));
        values.addAll(Arrays.asList(where));
        return values.toArray();
    }

    private static Set<UUID> changed(Collection<Job> jobs, int[] counts) {
        Set<UUID> ids = new TreeSet<>();
        int i = 0;
        for (Job job : jobs) {
            if (counts[i++] == 1) {
                ids.add(job.id());
            }
        }
        return ids;
    }

    private static @Nullable Long millis(@Nullable Instant instant) {
        return instant == null ? null : instant.toEpochMilli();
    }

    private static String id(Job job) {
        return job.id().toString();
    }
}
