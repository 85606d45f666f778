package dev.interleave.execution;

import dev.interleave.job.JobFilter;
import dev.interleave.job.JobPage;
import dev.interleave.job.JobStore;
import dev.interleave.job.content.ByteContent;
import dev.interleave.job.content.Content;
import dev.interleave.job.model.IdempotencyKey;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobAttempt;
import dev.interleave.job.model.JobState;
import dev.interleave.job.model.ResultForm;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A store that forgets everything, and fails or dawdles as a test wants it to. Knows neither keys nor lists.
/// Thread-safe.
final class MemoryJobStore implements JobStore {

    private final ConcurrentSkipListMap<UUID, Job> jobs = new ConcurrentSkipListMap<>();

    /// By number: tests save one job each.
    final ConcurrentSkipListMap<Long, ByteArrayOutputStream> checkpoints = new ConcurrentSkipListMap<>();

    /// How often the queue was polled.
    final AtomicInteger looks = new AtomicInteger();

    /// Run before jobs are kept.
    volatile Runnable onInsert = () -> {};

    /// Run before a piece of a checkpoint is kept.
    volatile Runnable onCheckpoint = () -> {};

    /// Takes each wait before it is kept.
    volatile Consumer<Job> onAwait = _ -> {};

    /// Run before ends and other changes are recorded.
    volatile Runnable onFinish = () -> {};

    Collection<Job> all() {
        return jobs.values();
    }

    @Override
    public boolean insert(List<Job> added, @Nullable IdempotencyKey key, Runnable alongside) {
        onInsert.run();
        added.forEach(job -> jobs.put(job.id(), job));
        alongside.run();
        return true;
    }

    @Override
    public Optional<List<Job>> findByKey(IdempotencyKey key) {
        return Optional.empty();
    }

    @Override
    public Optional<Job> find(UUID id) {
        return Optional.ofNullable(jobs.get(id));
    }

    @Override
    public Map<UUID, Job> findAll(Collection<UUID> ids) {
        return ids.stream().flatMap(id -> find(id).stream()).collect(Collectors.toMap(Job::id, job -> job));
    }

    @Override
    public boolean await(Job before, Job after, List<Job> children) {
        onAwait.accept(after);
        children.forEach(child -> jobs.put(child.id(), child));
        jobs.put(after.id(), after);
        return true;
    }

    @Override
    public List<Job> children(UUID parent, int attempt, long step) {
        return List.of();
    }

    @Override
    public long countUnfinishedChildren(String owner) {
        return 0;
    }

    @Override
    public Optional<Job> lock(UUID id) {
        return find(id);
    }

    @Override
    public boolean isOwnedBy(UUID id, String owner) {
        return find(id).filter(job -> job.owner().equals(owner)).isPresent();
    }

    @Override
    public JobPage list(JobFilter filter, int size, @Nullable UUID after) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Job> claimOldest(int limit, UnaryOperator<List<Job>> admit) {
        List<Job> admitted = admit.apply(queued(limit));
        Set<UUID> claimed = replace(admitted, before -> before.state() == JobState.QUEUED);
        looks.incrementAndGet();
        return admitted.stream().filter(job -> claimed.contains(job.id())).toList();
    }

    @Override
    public long countQueued() {
        return queued(Integer.MAX_VALUE).size();
    }

    private List<Job> queued(int limit) {
        return jobs.values().stream()
                .filter(job -> job.state() == JobState.QUEUED)
                .limit(limit)
                .toList();
    }

    @Override
    public Map<JobState, Long> countByState(Set<JobState> states) {
        return jobs.values().stream()
                .filter(job -> states.contains(job.state()))
                .collect(Collectors.groupingBy(Job::state, Collectors.counting()));
    }

    @Override
    public int requeueFrom(Collection<String> gone) {
        return 0;
    }

    @Override
    public Set<UUID> runningOn(String instance) {
        return jobs.values().stream()
                .filter(job -> job.state() == JobState.RUNNING)
                .filter(job -> job.lease().instance().equals(instance))
                .map(Job::id)
                .collect(Collectors.toSet());
    }

    @Override
    public void saveCheckpointChunk(Job job, long checkpoint, int position, byte[] piece) {
        onCheckpoint.run();
        checkpoints
                .computeIfAbsent(checkpoint, _ -> new ByteArrayOutputStream())
                .writeBytes(piece);
    }

    @Override
    public Content checkpoint(Job job) {
        return new ByteContent(
                Objects.requireNonNull(checkpoints.get(job.checkpoint().number()))
                        .toByteArray());
    }

    @Override
    public boolean retry(Job before, Job after, JobAttempt ended) {
        return change(before, after);
    }

    @Override
    public List<JobAttempt> attempts(UUID id) {
        return List.of();
    }

    @Override
    public boolean amend(Job before, Job after) {
        return !replace(List.of(after), stored -> stored.history().equals(before.history()))
                .isEmpty();
    }

    @Override
    public Set<UUID> changeAll(Collection<Change> changes) {
        onFinish.run();
        return changes.stream()
                .flatMap(change -> replace(
                        List.of(change.after()),
                        before -> before.state() == change.before().state()
                                && before.lease().equals(change.before().lease())
                                && before.checkpoint().equals(change.before().checkpoint()))
                        .stream())
                .collect(Collectors.toSet());
    }

    @Override
    public int requeueOrphans(String instance) {
        return 0;
    }

    @Override
    public void saveResultChunk(UUID id, ResultForm form, int position, byte[] piece) {}

    @Override
    public Set<UUID> finish(Collection<Job> finished) {
        onFinish.run();
        return replace(finished, before -> before.state() == JobState.RUNNING);
    }

    @Override
    public Content result(Job job, ResultForm form) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String output(UUID id) {
        return "";
    }

    @Override
    public boolean delete(UUID id) {
        return jobs.remove(id) != null;
    }

    @Override
    public int deleteExpired(Instant now, int limit) {
        return 0;
    }

    private synchronized Set<UUID> replace(Collection<Job> after, Predicate<Job> condition) {
        return after.stream()
                .filter(job -> condition.test(Objects.requireNonNull(jobs.get(job.id()))))
                .peek(job -> jobs.put(job.id(), job))
                .map(Job::id)
                .collect(Collectors.toSet());
    }
}
