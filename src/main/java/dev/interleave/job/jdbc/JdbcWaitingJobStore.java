package dev.interleave.job.jdbc;

import dev.interleave.job.JobListener;
import dev.interleave.job.WaitingJobStore;
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
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Waiting jobs in a relational database. Thread-safe.
///
/// A row per predecessor is marked in the transaction that ends the predecessor. An insertion locks the predecessors of
/// its jobs, so a predecessor ends either before, which the insertion sees, or after, which then sees the row.
@Component
final class JdbcWaitingJobStore implements WaitingJobStore, JobListener {

    private static final Set<JobState> UNSUCCESSFUL = EnumSet.of(JobState.FAILED, JobState.CANCELLED);

    private final JdbcClient jdbc;
    private final JdbcOperations batches;
    private final GroupCommit commits;
    private final Dialect dialect;
    private volatile Runnable onChange = () -> {};

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
            announceAfterCommit();
        }
    }

    private void addDependencies(Job waiting) {
        Map<String, JobState> predecessors = lock(waiting);
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (UUID predecessor : waiting.plan().after()) {
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
            announceAfterCommit();
        }
    }

    /// In the order of ids, so that two insertions cannot lock each other out.
    private Map<String, JobState> lock(Job waiting) {
        Map<String, JobState> states = new TreeMap<>();
        jdbc.sql("SELECT id, state FROM job WHERE owner = :owner AND id IN (:ids) ORDER BY id " + dialect.locked())
                .param("owner", waiting.owner())
                .param(
                        "ids",
                        waiting.plan().after().stream().map(UUID::toString).toList())
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
            announceAfterCommit();
        }
    }

    private int settle(JobState state, List<String> predecessors) {
        return jdbc.sql("UPDATE job_dependency SET outcome = :state WHERE predecessor IN (:ids) AND outcome IS NULL")
                .param("state", state.name())
                .param("ids", predecessors)
                .update();
    }

    private void announceAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                onChange.run();
            }
        });
    }

    @Override
    public void onChange(Runnable listener) {
        onChange = listener;
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
    public void forget(Collection<UUID> resolved) {
        delete(resolved, "");
    }

    private void delete(Collection<UUID> jobs, String condition) {
        if (!jobs.isEmpty()) {
            List<String> ids = jobs.stream().map(UUID::toString).toList();
            commits.write(() -> jdbc.sql("DELETE FROM job_dependency WHERE job_id IN (:ids) " + condition)
                    .param("ids", ids)
                    .update());
        }
    }

    @Override
    public int queueDue(Instant now, int limit) {
        return commits.write(() -> jdbc.sql("""
                        UPDATE job SET state = 'QUEUED'
                        WHERE id IN (SELECT id FROM job WHERE state = 'SCHEDULED' AND due_at <= ?
                                     ORDER BY due_at LIMIT ?\s""" + dialect.skipLocked() + ")")
                .params(now.toEpochMilli(), limit)
                .update());
    }

    @Override
    public Optional<Instant> nextStart() {
        return jdbc.sql("SELECT due_at FROM job WHERE state = 'SCHEDULED' ORDER BY due_at LIMIT 1")
                .query(Long.class)
                .optional()
                .map(Instant::ofEpochMilli);
    }

    private static @Nullable UUID nullableId(@Nullable String id) {
        return id == null ? null : UUID.fromString(id);
    }
}
