package dev.interleave.job.jdbc;

import dev.interleave.job.JobListener;
import dev.interleave.job.WaitingJobStore;
import dev.interleave.job.await.JobAwait;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobState;
import dev.interleave.job.model.PredecessorNotFoundException;
import dev.interleave.store.Dialect;
import dev.interleave.store.GroupCommit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Waiting jobs in a relational database. Thread-safe.
///
/// A row per predecessor is marked in the transaction that ends the predecessor. An insertion locks the
/// predecessors of its jobs, so a predecessor ends either before, which the insertion sees, or after, which
/// then sees the row.
@Component
final class JdbcWaitingJobStore implements WaitingJobStore, JobListener {

    private static final Set<JobState> UNSUCCESSFUL = EnumSet.of(JobState.FAILED, JobState.CANCELLED);

    private final JdbcClient jdbc;
    private final JdbcOperations batches;
    private final GroupCommit commits;
    private final Dialect dialect;
    private final CommitListeners listeners = new CommitListeners();

    JdbcWaitingJobStore(JdbcClient jdbc, JdbcOperations batches, GroupCommit commits, Dialect dialect) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.commits = commits;
        this.dialect = dialect;
    }

    @Override
    public void add(Job job) {
        if (job.state() == JobState.WAITING) {
            addDependencies(job);
        } else {
            listeners.runAfterCommit();
        }
    }

    private void addDependencies(Job waiting) {
        JobAwait await = waiting.await();
        if (await == null) {
            addDependencies(waiting, waiting.plan().after());
            return;
        }
        List<UUID> children = await.children().toList();
        if (!children.isEmpty()) {
            addDependencies(waiting, children);
        }
        if (await.wakeAt() != null) {
            listeners.runAfterCommit();
        }
    }

    private void addDependencies(Job waiting, List<UUID> all) {
        Map<String, JobState> predecessors = lock(waiting, all);
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (UUID predecessor : all) {
            JobState state = predecessors.get(predecessor.toString());
            if (state == null) {
                throw new PredecessorNotFoundException(predecessor);
            }
            rows.add(new @Nullable Object[] {
                predecessor.toString(), waiting.id().toString(), state.isFinal() ? state.name() : null
            });
        }
        batches.batchUpdate("""
                INSERT INTO job_dependency (predecessor, job_id, outcome) VALUES (?, ?, ?)
                ON CONFLICT (predecessor, job_id) DO NOTHING""", rows);
        if (predecessors.values().stream().anyMatch(JobState::isFinal)) {
            listeners.runAfterCommit();
        }
    }

    /// In the order of ids, so that two insertions cannot lock each other out.
    private Map<String, JobState> lock(Job waiting, List<UUID> all) {
        Map<String, JobState> states = new TreeMap<>();
        jdbc.sql("SELECT id, state FROM job WHERE owner = :owner AND id IN (:ids) ORDER BY id " + dialect.locked())
                .param("owner", waiting.owner())
                .param("ids", texts(all))
                .query(row -> {
                    states.put(row.getString("id"), JobState.valueOf(row.getString("state")));
                });
        return states;
    }

    /// One statement per final state, however many jobs have ended.
    @Override
    public void recorded(Collection<Job> started, Collection<Job> ended) {
        Map<JobState, List<String>> byState = ended.stream()
                .collect(Collectors.groupingBy(
                        Job::state, Collectors.mapping(job -> job.id().toString(), Collectors.toList())));
        int settled = byState.entrySet().stream()
                .mapToInt(entry -> settle(entry.getKey(), entry.getValue()))
                .sum();
        if (settled > 0) {
            listeners.runAfterCommit();
        }
    }

    private int settle(JobState state, List<String> predecessors) {
        return jdbc.sql("UPDATE job_dependency SET outcome = :state WHERE predecessor IN (:ids) AND outcome IS NULL")
                .param("state", state.name())
                .param("ids", predecessors)
                .update();
    }

    @Override
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public List<Settled> settled(int limit) {
        return jdbc.sql("""
                        SELECT job_id,
                               max(CASE WHEN outcome IN (:unsuccessful) THEN predecessor END) AS unsuccessful,
                               EXISTS (SELECT 1 FROM job_dependency other
                                       WHERE other.job_id = job_dependency.job_id AND other.outcome IS NULL) AS waits
                        FROM job_dependency WHERE outcome IS NOT NULL GROUP BY job_id ORDER BY job_id LIMIT :limit""")
                .param("unsuccessful", UNSUCCESSFUL.stream().map(JobState::name).toList())
                .param("limit", limit)
                .query((row, _) -> new Settled(
                        UUID.fromString(row.getString("job_id")),
                        nullableId(row.getString("unsuccessful")),
                        row.getBoolean("waits")))
                .list();
    }

    /// Leaves the rows of a job whose last predecessor has ended meanwhile.
    @Override
    public void acknowledge(Collection<UUID> waiting) {
        delete(waiting, """
                AND outcome IS NOT NULL
                AND EXISTS (SELECT 1 FROM job_dependency other
                            WHERE other.job_id = job_dependency.job_id AND other.outcome IS NULL)""");
    }

    @Override
    public void acknowledgeSuccesses(UUID waiting, Collection<UUID> awaited) {
        commits.write(() -> jdbc.sql("""
                        DELETE FROM job_dependency
                        WHERE job_id = :id AND predecessor IN (:awaited) AND outcome = 'SUCCEEDED'
                              AND EXISTS (SELECT 1 FROM job_dependency other
                                          WHERE other.job_id = job_dependency.job_id AND other.outcome IS NULL)""")
                .param("id", waiting.toString())
                .param("awaited", texts(awaited))
                .update());
    }

    /// A row and the state of its job are inserted in one transaction, so this sees both or none.
    @Override
    public void forget(Collection<UUID> resolved) {
        delete(resolved, """
                AND NOT EXISTS (SELECT 1 FROM job WHERE job.id = job_dependency.job_id AND job.state = 'WAITING')""");
    }

    private void delete(Collection<UUID> jobs, String condition) {
        if (!jobs.isEmpty()) {
            commits.write(() -> jdbc.sql("DELETE FROM job_dependency WHERE job_id IN (:ids) " + condition)
                    .param("ids", texts(jobs))
                    .update());
        }
    }

    @Override
    public int queueDue(Instant now, int limit) {
        return commits.write(() -> jdbc.sql("UPDATE job SET state = 'QUEUED' WHERE id IN (SELECT id FROM job"
                        + dialect.indexedBy("job_due")
                        + "WHERE state = 'SCHEDULED' AND due_at <= ? ORDER BY due_at LIMIT ? "
                        + dialect.skipLocked() + ")")
                .params(now.toEpochMilli(), limit)
                .update());
    }

    @Override
    public Optional<Instant> nextStart() {
        return Stream.of(
                        "SELECT due_at FROM job" + dialect.indexedBy("job_due")
                                + "WHERE state = 'SCHEDULED' ORDER BY due_at LIMIT 1",
                        "SELECT wake_at FROM job" + dialect.indexedBy("job_wake")
                                + "WHERE state = 'WAITING' AND wake_at IS NOT NULL ORDER BY wake_at LIMIT 1")
                .flatMap(sql -> jdbc.sql(sql).query(Long.class).optional().stream())
                .min(Long::compareTo)
                .map(Instant::ofEpochMilli);
    }

    @Override
    public void acknowledge(UUID waiting, Collection<UUID> ended) {
        if (!ended.isEmpty()) {
            commits.write(() -> jdbc.sql("DELETE FROM job_dependency WHERE job_id = :id AND predecessor IN (:ended)")
                    .param("id", waiting.toString())
                    .param("ended", texts(ended))
                    .update());
        }
    }

    @Override
    public List<UUID> toWake(Instant now, int limit) {
        return jdbc.sql("SELECT id FROM job" + dialect.indexedBy("job_wake")
                        + "WHERE state = 'WAITING' AND wake_at IS NOT NULL AND wake_at <= ? ORDER BY wake_at LIMIT ?")
                .params(now.toEpochMilli(), limit)
                .query((row, _) -> UUID.fromString(row.getString("id")))
                .list();
    }

    @Override
    public void endWait(Job parent) {
        List<UUID> children = Objects.requireNonNull(parent.await()).children().toList();
        if (children.isEmpty()) {
            return;
        }
        jdbc.sql("DELETE FROM job_dependency WHERE job_id = :id AND predecessor IN (:ids)")
                .param("id", parent.id().toString())
                .param("ids", texts(children))
                .update();
        int unfinished = jdbc.sql("""
                        INSERT INTO job_to_cancel (job_id) SELECT id FROM job WHERE id IN (:ids) AND finished_at IS NULL
                        ON CONFLICT (job_id) DO NOTHING""").param("ids", texts(children)).update();
        if (unfinished > 0) {
            listeners.runAfterCommit();
        }
    }

    @Override
    public List<UUID> toCancel(int limit) {
        return jdbc.sql("SELECT job_id FROM job_to_cancel ORDER BY job_id LIMIT ?")
                .param(limit)
                .query((row, _) -> UUID.fromString(row.getString("job_id")))
                .list();
    }

    @Override
    public void forgetCancelled(Collection<UUID> ended) {
        if (!ended.isEmpty()) {
            commits.write(() -> jdbc.sql("DELETE FROM job_to_cancel WHERE job_id IN (:ids)")
                    .param("ids", texts(ended))
                    .update());
        }
    }

    private static List<String> texts(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toList();
    }

    private static @Nullable UUID nullableId(@Nullable String id) {
        return id == null ? null : UUID.fromString(id);
    }
}
