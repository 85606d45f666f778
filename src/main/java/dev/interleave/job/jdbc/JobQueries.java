package dev.interleave.job.jdbc;

import dev.interleave.job.JobFilter;
import dev.interleave.job.JobPage;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobState;
import dev.interleave.store.Dialect;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The statements that read jobs.
///
/// A list walks an index: that of the label if there is one in the filter, else that of the state, else that of
/// the owner. What the rest of the filter leaves out of a walk is bounded, so that a page costs the same
/// however rare its jobs are.
@Component
final class JobQueries {

    /// How many rows a page may look at for each one it may show.
    private static final int SCAN_PER_JOB = 20;

    /// After the last possible id, in text order.
    private static final String END = "g";

    private final JdbcClient jdbc;
    private final JobRowMapper rows;
    private final Dialect dialect;

    JobQueries(JdbcClient jdbc, JobRowMapper rows, Dialect dialect) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.dialect = dialect;
    }

    Optional<Job> find(UUID id) {
        return jdbc.sql("SELECT * FROM job WHERE id = ?")
                .param(id.toString())
                .query(rows)
                .optional();
    }

    Optional<Job> lock(UUID id) {
        return jdbc.sql("SELECT * FROM job WHERE id = ? " + dialect.locked())
                .param(id.toString())
                .query(rows)
                .optional();
    }

    boolean isOwnedBy(UUID id, String owner) {
        return jdbc.sql("SELECT 1 FROM job WHERE id = ? AND owner = ?")
                .params(id.toString(), owner)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    JobPage list(JobFilter filter, int size, @Nullable UUID before) {
        List<Job> shown = new ArrayList<>();
        String from = before == null ? END : before.toString();
        for (int scanned = 0; scanned < size * SCAN_PER_JOB; scanned += size) {
            List<Job> walked = walk(filter, from, size + 1);
            for (Job job : walked.subList(0, Math.min(size, walked.size()))) {
                from = job.id().toString();
                if (passes(filter, job)) {
                    shown.add(job);
                }
                if (shown.size() == size && !job.id().equals(walked.getLast().id())) {
                    return new JobPage(shown, job.id());
                }
            }
            if (walked.size() <= size) {
                return new JobPage(shown, null);
            }
        }
        return new JobPage(shown, UUID.fromString(from));
    }

    /// To be changed in the same transaction.
    List<Job> lockOldestQueued(int limit) {
        return jdbc.sql("SELECT * FROM job WHERE state = 'QUEUED' ORDER BY id LIMIT ? " + dialect.skipLocked())
                .param(limit)
                .query(rows)
                .list();
    }

    Set<UUID> runningOn(String instance) {
        return jdbc.sql("SELECT id FROM job WHERE state = 'RUNNING' AND instance = ?")
                .param(instance)
                .query((row, _) -> UUID.fromString(row.getString("id")))
                .set();
    }

    long count(JobState state) {
        return jdbc.sql("SELECT count(*) FROM job WHERE state = ?")
                .param(state.name())
                .query(Long.class)
                .single();
    }

    /// Walks the index by state, without a look at the rows.
    Map<JobState, Long> countByState(Set<JobState> states) {
        Map<JobState, Long> counts = new EnumMap<>(JobState.class);
        states.forEach(state -> counts.put(state, count(state)));
        return counts;
    }

    private List<Job> walk(JobFilter filter, String from, int limit) {
        JobFilter.Label label = filter.label();
        JobState state = filter.state();
        if (label != null) {
            return jdbc.sql("""
                SELECT job.* FROM job_label JOIN job ON job.id = job_label.job_id
                WHERE job_label.owner = ? AND label_key = ? AND label_value = ? AND job_id < ? ORDER BY job_id DESC LIMIT ?\
                """)
                    .params(filter.owner(), label.key(), label.value(), from, limit)
                    .query(rows)
                    .list();
        }
        if (state != null) {
            return jdbc.sql("SELECT * FROM job WHERE state = ? AND owner = ? AND id < ? ORDER BY id DESC LIMIT ?")
                    .params(state.name(), filter.owner(), from, limit)
                    .query(rows)
                    .list();
        }
        return jdbc.sql("SELECT * FROM job WHERE owner = ? AND id < ? ORDER BY id DESC LIMIT ?")
                .params(filter.owner(), from, limit)
                .query(rows)
                .list();
    }

    private static boolean passes(JobFilter filter, Job job) {
        return (filter.state() == null || filter.state() == job.state())
                && (filter.computation() == null
                        || filter.computation().equals(job.spec().computation().name()));
    }
}
