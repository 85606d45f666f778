package dev.interleave.job.jdbc;

import dev.interleave.job.JobFilter;
import dev.interleave.job.JobListener;
import dev.interleave.job.JobPage;
import dev.interleave.job.JobStore;
import dev.interleave.job.WaitingJobStore;
import dev.interleave.job.content.ByteContent;
import dev.interleave.job.content.Content;
import dev.interleave.job.jdbc.JobRetention.ExpiredJobs;
import dev.interleave.job.model.IdempotencyKey;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobAttempt;
import dev.interleave.job.model.JobResult;
import dev.interleave.job.model.JobState;
import dev.interleave.job.model.ResultForm;
import dev.interleave.store.GroupCommit;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Jobs in a relational database. Thread-safe.
@Component
final class JdbcJobStore implements JobStore {

    private final GroupCommit commits;
    private final JobInserter jobInserter;
    private final JobQueries queries;
    private final JobUpdates writes;
    private final ResultChunks pieces;
    private final CheckpointChunks checkpoints;
    private final IdempotencyKeyTable keys;
    private final JobRetention jobRetention;
    private final JobAttemptTable attempts;
    private final WaitingJobStore waitingJobs;
    private final List<JobListener> listeners;

    JdbcJobStore(
            GroupCommit commits,
            JobInserter jobInserter,
            JobQueries queries,
            JobUpdates writes,
            ResultChunks pieces,
            CheckpointChunks checkpoints,
            IdempotencyKeyTable keys,
            JobRetention jobRetention,
            JobAttemptTable attempts,
            WaitingJobStore waitingJobs,
            List<JobListener> listeners) {
        this.commits = commits;
        this.jobInserter = jobInserter;
        this.queries = queries;
        this.writes = writes;
        this.pieces = pieces;
        this.checkpoints = checkpoints;
        this.keys = keys;
        this.jobRetention = jobRetention;
        this.attempts = attempts;
        this.waitingJobs = waitingJobs;
        this.listeners = listeners;
    }

    @Override
    public boolean insert(List<Job> jobs, @Nullable IdempotencyKey key, Runnable alongside) {
        return jobInserter.insert(jobs, key, alongside);
    }

    @Override
    public Optional<List<Job>> findByKey(IdempotencyKey key) {
        return keys.find(key)
                .map(keys::requireSame)
                .map(ids -> ids.stream()
                        .map(id -> queries.find(id).orElseThrow(IdempotencyKeyTable::gone))
                        .toList());
    }

    @Override
    public Optional<Job> find(UUID id) {
        return queries.find(id);
    }

    @Override
    public Map<UUID, Job> findAll(Collection<UUID> ids) {
        return queries.findAll(ids);
    }

    @Override
    public Optional<Job> lock(UUID id) {
        return queries.lock(id);
    }

    @Override
    public boolean isOwnedBy(UUID id, String owner) {
        return queries.isOwnedBy(id, owner);
    }

    @Override
    public JobPage list(JobFilter filter, int size, @Nullable UUID after) {
        return queries.list(filter, size, after);
    }

    @Override
    public List<Job> claimOldest(int limit, UnaryOperator<List<Job>> admit) {
        List<Job> admitted = new ArrayList<>();
        AtomicBoolean asked = new AtomicBoolean();
        return commits.write(() -> {
            if (!asked.getAndSet(true)) { // when it is run again, they may be claimed already
                admitted.addAll(admit.apply(queries.lockOldestQueued(limit)));
            }
            List<Job> claimed = only(writes.claim(admitted), admitted);
            started(claimed);
            return claimed;
        });
    }

    @Override
    public long countQueued() {
        return queries.count(JobState.QUEUED);
    }

    @Override
    public Map<JobState, Long> countByState(Set<JobState> states) {
        return queries.countByState(states);
    }

    @Override
    public int requeueOrphans(String instance) {
        return commits.write(() -> writes.requeueOrphans(instance));
    }

    @Override
    public int requeueFrom(Collection<String> gone) {
        return commits.write(() -> writes.requeueFrom(gone));
    }

    @Override
    public Set<UUID> runningOn(String instance) {
        return queries.runningOn(instance);
    }

    @Override
    public void saveCheckpointChunk(Job job, long checkpoint, int position, byte[] piece) {
        commits.write(() -> checkpoints.save(job, checkpoint, position, piece));
    }

    @Override
    public Content checkpoint(Job job) {
        return checkpoints.read(
                job.id(), job.checkpoint().number(), job.checkpoint().bytes());
    }

    @Override
    public Set<UUID> changeAll(Collection<Change> changes) {
        return commits.write(() -> {
            Set<UUID> changed = new TreeSet<>();
            for (Change change : changes) {
                if (changeNow(change.before(), change.after())) {
                    changed.add(change.after().id());
                }
            }
            return changed;
        });
    }

    private boolean changeNow(Job before, Job after) {
        boolean changed = writes.change(before, after);
        if (changed) {
            if (!Objects.equals(before.origin().reusedFrom(), after.origin().reusedFrom())) {
                writes.changeReusedFrom(after);
            }
            afterChange(before, after);
        }
        return changed;
    }

    /// Rolls back the insertion of the children.
    private static final class StaleParentException extends RuntimeException {}

    @Override
    public boolean await(Job before, Job after, List<Job> children) {
        Runnable change = () -> {
            if (!changeNow(before, after)) {
                throw new StaleParentException();
            }
            waitingJobs.add(after);
        };
        try {
            if (children.isEmpty()) {
                commits.write(() -> {
                    change.run();
                    return true;
                });
            } else {
                jobInserter.insert(children, null, change);
            }
            return true;
        } catch (StaleParentException _) {
            return false;
        }
    }

    @Override
    public List<Job> children(UUID parent, int attempt, long step) {
        return queries.children(parent, attempt, step);
    }

    @Override
    public long countUnfinishedChildren(String owner) {
        return queries.countUnfinishedChildren(owner);
    }

    @Override
    public boolean amend(Job before, Job after) {
        return commits.write(() -> writes.amend(before, after));
    }

    @Override
    public boolean retry(Job before, Job after, JobAttempt ended) {
        return commits.write(() -> {
            boolean changed = writes.change(before, after);
            if (changed) {
                attempts.insert(after, ended);
                pieces.deleteAll(after.id());
            }
            return changed;
        });
    }

    @Override
    public List<JobAttempt> attempts(UUID id) {
        return attempts.of(id);
    }

    private void afterChange(Job before, Job after) {
        if (before.state() == JobState.WAITING && before.await() != null && after.state() != JobState.WAITING) {
            waitingJobs.endWait(before);
        }
        if (after.state().isFinal()) {
            forgetCheckpoints(List.of(after));
            ended(List.of(after));
        } else if (before.checkpoint().exists()) {
            checkpoints.keepOnly(after);
        }
    }

    /// Most jobs never have one.
    private void forgetCheckpoints(List<Job> ended) {
        ended.stream()
                .filter(job -> job.checkpoint().exists() || job.spec().mayBeCheckpointed())
                .forEach(checkpoints::delete);
    }

    @Override
    public void saveResultChunk(UUID id, ResultForm form, int position, byte[] piece) {
        commits.write(() -> pieces.save(id, form, position, piece));
    }

    @Override
    public Set<UUID> finish(Collection<Job> jobs) {
        return commits.write(() -> {
            Set<UUID> finished = writes.finish(jobs);
            List<Job> recorded = only(finished, jobs);
            forgetCheckpoints(recorded);
            ended(recorded);
            return finished;
        });
    }

    @Override
    public Content result(Job job, ResultForm form) {
        JobResult result = job.result();
        if (result == null) {
            throw new IllegalArgumentException("no result: " + job.id());
        }
        String value = result.value();
        if (value == null) {
            return pieces.read(job.id(), form, length(result, form));
        }
        return new ByteContent(
                switch (form) {
                    case TEXT -> value.getBytes(StandardCharsets.UTF_8);
                    case BINARY -> magnitude(new BigInteger(value).abs());
                    case OUTPUT -> throw new IllegalArgumentException("no form of the result: " + form);
                });
    }

    @Override
    public String output(UUID id) {
        return new String(pieces.readAll(id, ResultForm.OUTPUT), StandardCharsets.UTF_8);
    }

    @Override
    public boolean delete(UUID id) {
        queries.find(id).filter(found -> found.state().isFinal()).ifPresent(job -> beforeDeletion(List.of(job)));
        return commits.write(() -> {
            Optional<Job> job = queries.find(id).filter(found -> found.state().isFinal());
            return job.isPresent() && writes.delete(job.get());
        });
    }

    @Override
    public int deleteExpired(Instant now, int limit) {
        ExpiredJobs expired = jobRetention.findExpired(now, limit);
        beforeDeletion(expired.all());
        return commits.write(() -> jobRetention.delete(expired, now, limit));
    }

    private void beforeDeletion(List<Job> jobs) {
        if (!jobs.isEmpty()) {
            listeners.forEach(listener -> listener.beforeDeletion(jobs));
        }
    }

    private void started(Collection<Job> jobs) {
        if (!jobs.isEmpty()) {
            listeners.forEach(listener -> listener.recorded(jobs, List.of()));
        }
    }

    private void ended(Collection<Job> jobs) {
        if (!jobs.isEmpty()) {
            listeners.forEach(listener -> listener.recorded(List.of(), jobs));
        }
    }

    private static List<Job> only(Set<UUID> ids, Collection<Job> jobs) {
        return jobs.stream().filter(job -> ids.contains(job.id())).toList();
    }

    private static long length(JobResult result, ResultForm form) {
        return switch (form) {
            case TEXT -> result.length();
            case BINARY -> Math.max(1, (result.bits() + Byte.SIZE - 1) / Byte.SIZE);
            case OUTPUT -> throw new IllegalArgumentException("no form of the result: " + form);
        };
    }

    private static byte[] magnitude(BigInteger value) {
        byte[] bytes = value.toByteArray();
        return bytes.length > 1 && bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }
}
