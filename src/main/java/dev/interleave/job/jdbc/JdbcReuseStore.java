package dev.interleave.job.jdbc;

import dev.interleave.job.JobListener;
import dev.interleave.job.ReuseStore;
import dev.interleave.job.model.ComputationKey;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobState;
import dev.interleave.job.model.ResultForm;
import dev.interleave.store.Dialect;
import dev.interleave.store.GroupCommit;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Reused results in a relational database. Thread-safe.
///
/// A job that waits for a result has a row in the state `WAITING` that names the other job. Nothing else is
/// stored, and no row is locked: [#settled] compares the states of both jobs. What this instance knows of the
/// jobs whose results are awaited only makes it look earlier.
@Component
final class JdbcReuseStore implements ReuseStore, JobListener {

    /// Different keys seldom have the same hash.
    private static final int MAX_CANDIDATES = 8;

    /// Those whose end another instance has seen are forgotten at some time.
    private static final int MAX_AWAITED = 10_000;

    private static final int COPIED = 1;
    private static final int MISSING = 0;
    private static final int SUPERSEDED = -1;

    private final JdbcClient jdbc;
    private final JobRowMapper rows;
    private final GroupCommit commits;
    private final Dialect dialect;
    private final Set<UUID> awaited = ConcurrentHashMap.newKeySet();
    private final CommitListeners listeners = new CommitListeners();

    JdbcReuseStore(JdbcClient jdbc, JobRowMapper rows, GroupCommit commits, Dialect dialect) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.commits = commits;
        this.dialect = dialect;
    }

    @Override
    public Optional<Source> findFinished(String owner, ComputationKey key, Instant since, Instant now) {
        return jdbc
                .sql("""
                        SELECT * FROM job WHERE equality = ? AND finished_at > ? AND state = 'SUCCEEDED'
                               AND expires_at > ? AND result_kept = 1 AND await_step IS NULL
                        ORDER BY finished_at DESC LIMIT ?""")
                .params(key.hash(owner), since.toEpochMilli(), now.toEpochMilli(), MAX_CANDIDATES)
                .query(rows)
                .list()
                .stream()
                .filter(job -> isEqual(job, owner, key))
                .findFirst()
                .map(job -> new Source(job, hasPieces(job)));
    }

    private static boolean isEqual(Job job, String owner, ComputationKey key) {
        return job.owner().equals(owner) && ComputationKey.of(job.spec()).equals(key);
    }

    private boolean hasPieces(Job job) {
        boolean mayHaveOutput = job.spec().computation().sourceHash().isPresent();
        boolean isLong = job.result() == null || job.result().value() == null;
        return isLong || (mayHaveOutput && countPieces(job.id()) > 0);
    }

    private long countPieces(UUID id) {
        return jdbc.sql("SELECT count(*) FROM result_piece WHERE job_id = ?")
                .param(id.toString())
                .query(Long.class)
                .single();
    }

    @Override
    public Optional<Job> findUnfinished(String owner, ComputationKey key) {
        return jdbc.sql("""
                        SELECT * FROM job WHERE equality = ? AND finished_at IS NULL
                               AND state IN ('QUEUED', 'RUNNING') AND await_step IS NULL
                        LIMIT ?""").params(key.hash(owner), MAX_CANDIDATES).query(rows).list().stream()
                .filter(job -> isEqual(job, owner, key))
                .min(Comparator.comparing(job -> job.id().toString()));
    }

    @Override
    public void add(Job job) {
        if (!JobRowMapper.isAlwaysFindable(job.spec())) {
            jdbc.sql("UPDATE job SET equality = ? WHERE id = ?")
                    .params(
                            ComputationKey.of(job.spec()).hash(job.owner()),
                            job.id().toString())
                    .update();
        }
        UUID source = job.origin().reusedFrom();
        if (source != null && job.state() == JobState.WAITING) {
            if (awaited.size() >= MAX_AWAITED) {
                awaited.clear();
            }
            awaited.add(source);
            listeners.runAfterCommit();
        }
    }

    @Override
    public void recorded(Collection<Job> started, Collection<Job> ended) {
        if (!awaited.isEmpty() && ended.stream().anyMatch(job -> awaited.contains(job.id()))) {
            listeners.runAfterCommit();
        }
    }

    @Override
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public List<UUID> settled(int limit) {
        return jdbc.sql("""
                        SELECT job.id, job.reused_from FROM job LEFT JOIN job source ON source.id = job.reused_from
                        WHERE job.state = 'WAITING' AND job.reused_from IS NOT NULL
                              AND (source.id IS NULL OR source.await_step IS NOT NULL
                                   OR source.state IN ('SUCCEEDED', 'FAILED', 'CANCELLED', 'PAUSED'))
                        ORDER BY job.id LIMIT ?""")
                .param(limit)
                .query((row, _) -> {
                    awaited.remove(UUID.fromString(row.getString("reused_from")));
                    return UUID.fromString(row.getString("id"));
                })
                .list();
    }

    /// Pieces are copied in order, each in a commit of its own. The pieces of a source are deleted all at once,
    /// so if they are there afterwards, they were there all the time.
    @Override
    public boolean copyPieces(Job waiting, Job source) {
        for (ResultForm form : ResultForm.values()) {
            int copied = COPIED;
            for (int position = 0; copied == COPIED; position++) {
                copied = copyPiece(waiting, source, form, position);
            }
            if (copied == SUPERSEDED) {
                return false;
            }
        }
        long pieces = countPieces(source.id());
        boolean isLong = source.result() == null || source.result().value() == null;
        return pieces >= countPieces(waiting.id()) && (pieces > 0 || !isLong);
    }

    private int copyPiece(Job waiting, Job source, ResultForm form, int position) {
        String id = waiting.id().toString();
        return commits.write(() -> {
            boolean waits = jdbc.sql("SELECT id FROM job WHERE id = ? AND state = 'WAITING' AND reused_from = ? "
                            + dialect.locked())
                    .params(id, source.id().toString())
                    .query(String.class)
                    .optional()
                    .isPresent();
            return waits ? insertCopy(id, source, form, position) : SUPERSEDED;
        });
    }

    private int insertCopy(String id, Job source, ResultForm form, int position) {
        int copied = jdbc.sql("""
                        INSERT INTO result_piece (job_id, form, position, bytes)
                        SELECT ?, form, position, bytes FROM result_piece WHERE job_id = ? AND form = ? AND position = ?
                        ON CONFLICT (job_id, form, position) DO UPDATE SET bytes = excluded.bytes""")
                .params(id, source.id().toString(), form.name(), position)
                .update();
        return copied == 1 ? COPIED : MISSING;
    }
}
