package dev.interleave.job.jdbc;

import dev.interleave.job.JobFilter;
import dev.interleave.job.JobFilter.Order;
import dev.interleave.job.JobPage;
import dev.interleave.job.await.JobAwait;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobState;
import dev.interleave.store.Dialect;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The statements that read jobs.
///
/// A list walks an index in the order of ids: that of the parent if the filter has one, that of the first label
/// if the filter has labels, else those of the states, else that of the owner. Times of creation limit the
/// range of ids. A page examines a bounded number of rows, so it costs the same however rare the jobs are that
/// the rest of the filter selects.
@Component
final class JobQueries {

    /// How many rows a page may look at for each one it may show.
    private static final int SCAN_PER_JOB = 20;

    /// A job is created shortly before it gets its id, and the clocks of instances differ.
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

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

    Map<UUID, Job> findAll(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql("SELECT * FROM job WHERE id IN (:ids)")
                .param("ids", ids.stream().map(UUID::toString).toList())
                .query(rows)
                .list()
                .stream()
                .collect(Collectors.toMap(Job::id, Function.identity()));
    }

    Optional<Job> lock(UUID id) {
        return jdbc.sql("SELECT * FROM job WHERE id = ? " + dialect.locked())
                .param(id.toString())
                .query(rows)
                .optional();
    }

    List<Job> children(UUID parent, int attempt, long step) {
        return jdbc.sql("""
                        SELECT * FROM job
                        WHERE parent = ? AND parent_attempt = ? AND child_number >= ? AND child_number < ?
                        ORDER BY child_number""")
                .params(parent.toString(), attempt, JobAwait.childNumber(step, 0), JobAwait.childNumber(step + 1, 0))
                .query(rows)
                .list();
    }

    long countUnfinishedChildren(String owner) {
        return jdbc.sql("SELECT count(*) FROM job" + dialect.indexedBy("job_unfinished_child")
                        + "WHERE owner = ? AND parent IS NOT NULL AND finished_at IS NULL")
                .param(owner)
                .query(Long.class)
                .single();
    }

    boolean isOwnedBy(UUID id, String owner) {
        return jdbc.sql("SELECT 1 FROM job WHERE id = ? AND owner = ?")
                .params(id.toString(), owner)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    JobPage list(JobFilter filter, int size, @Nullable UUID after) {
        List<Job> shown = new ArrayList<>();
        UUID last = after;
        for (int scanned = 0; scanned < size * SCAN_PER_JOB; scanned += size) {
            List<Job> walked = walk(filter, last, size + 1);
            for (Job job : walked.subList(0, Math.min(size, walked.size()))) {
                last = job.id();
                if (filter.matches(job)) {
                    shown.add(job);
                }
                if (shown.size() == size && !last.equals(walked.getLast().id())) {
                    return new JobPage(shown, last);
                }
            }
            if (walked.size() <= size) {
                return new JobPage(shown, null);
            }
        }
        return new JobPage(shown, last);
    }

    private List<Job> walk(JobFilter filter, @Nullable UUID after, int limit) {
        if (filter.order() == Order.START) {
            return walkByStart(filter, after, limit);
        }
        IdRange range = range(filter);
        return walk(filter, after == null ? range : range.from(after, filter.order()), limit);
    }

    /// The position is the start of a job, which the job keeps after it has started.
    private List<Job> walkByStart(JobFilter filter, @Nullable UUID after, int limit) {
        String id = after == null ? "" : after.toString();
        long start = after == null
                ? 0
                : jdbc.sql("SELECT due_at FROM job WHERE id = ?")
                        .param(id)
                        .query(Long.class)
                        .optional()
                        .orElse(0L);
        return jdbc.sql("""
                        SELECT * FROM job WHERE state = 'SCHEDULED' AND owner = ? AND (due_at, id) > (?, ?)
                        ORDER BY due_at, id LIMIT ?""")
                .params(filter.owner(), start, id, limit)
                .query(rows)
                .list();
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

    private static IdRange range(JobFilter filter) {
        Instant before = earlier(filter.created().before(), filter.finished().before());
        return IdRange.between(
                filter.created().after() == null
                        ? null
                        : filter.created().after().minus(CLOCK_TOLERANCE),
                before == null ? null : before.plus(CLOCK_TOLERANCE));
    }

    /// A job that ended before a time was created before it.
    private static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
        return a == null || (b != null && b.isBefore(a)) ? b : a;
    }

    private List<Job> walk(JobFilter filter, IdRange range, int limit) {
        if (filter.parent() != null) {
            return jdbc.sql("SELECT * FROM job" + dialect.indexedBy("job_by_parent")
                            + "WHERE parent = ? AND owner = ? AND id > ? AND id < ? ORDER BY id "
                            + filter.order() + " LIMIT ?")
                    .params(filter.parent().toString(), filter.owner(), range.above(), range.below(), limit)
                    .query(rows)
                    .list();
        }
        if (!filter.labels().isEmpty()) {
            return walkLabel(filter, filter.labels().getFirst(), range, limit);
        }
        String page = "owner = ? AND id > ? AND id < ? ORDER BY id " + filter.order() + " LIMIT ?";
        if (filter.states().isEmpty()) {
            return jdbc.sql("SELECT * FROM job WHERE " + page)
                    .params(filter.owner(), range.above(), range.below(), limit)
                    .query(rows)
                    .list();
        }
        Comparator<Job> ascending = Comparator.comparing(job -> job.id().toString());
        return filter.states().stream()
                .flatMap(state -> jdbc
                        .sql("SELECT * FROM job WHERE state = ? AND " + page)
                        .params(state.name(), filter.owner(), range.above(), range.below(), limit)
                        .query(rows)
                        .list()
                        .stream())
                .sorted(filter.order() == Order.ASC ? ascending : ascending.reversed())
                .limit(limit)
                .toList();
    }

    private List<Job> walkLabel(JobFilter filter, JobFilter.Label label, IdRange range, int limit) {
        return jdbc.sql("SELECT job.* FROM job_label JOIN job ON job.id = job_label.job_id"
                        + " WHERE job_label.owner = ? AND label_key = ? AND label_value = ? AND job_id > ? AND job_id < ?"
                        + " ORDER BY job_id " + filter.order() + " LIMIT ?")
                .params(filter.owner(), label.key(), label.value(), range.above(), range.below(), limit)
                .query(rows)
                .list();
    }
}
