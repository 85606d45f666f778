package dev.interleave.execution;

import dev.interleave.job.Content;
import dev.interleave.job.IdempotencyKey;
import dev.interleave.job.Job;
import dev.interleave.job.JobFilter;
import dev.interleave.job.JobPage;
import dev.interleave.job.JobState;
import dev.interleave.job.JobStore;
import dev.interleave.job.ResultForm;
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
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A store that forgets everything, and fails or dawdles as a test wants it to. Knows neither keys nor lists.
/// Thread-safe.
final class MemoryJobStore implements JobStore {

    private final ConcurrentSkipListMap<UUID, Job> jobs = new ConcurrentSkipListMap<>();

    /// How often somebody has looked into the queue.
    final AtomicInteger looks = new AtomicInteger();

    /// Run before jobs are kept.
    volatile Runnable onInsert = () -> {};

    /// Run before ends are recorded.
    volatile Runnable onFinish = () -> {};

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
    public JobPage list(JobFilter filter, int size, @Nullable UUID before) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Job> oldestQueued(int limit) {
        List<Job> oldest = jobs.values().stream()
                .filter(job -> job.state() == JobState.QUEUED)
                .limit(limit)
                .toList();
        looks.incrementAndGet();
        return oldest;
    }

    @Override
    public long countQueued() {
        return oldestQueued(Integer.MAX_VALUE).size();
    }

    @Override
    public Map<JobState, Long> countByState(Set<JobState> states) {
        return jobs.values().stream()
                .filter(job -> states.contains(job.state()))
                .collect(Collectors.groupingBy(Job::state, Collectors.counting()));
    }

    @Override
    public Set<UUID> claim(Collection<Job> admitted) {
        return replace(admitted, before -> before.state() == JobState.QUEUED);
    }

    @Override
    public int requeueOrphans(String instance) {
        return 0;
    }

    @Override
    public void saveResultPiece(UUID id, ResultForm form, int position, byte[] piece) {}

    @Override
    public Set<UUID> finish(Collection<Job> finished) {
        onFinish.run();
        return replace(finished, before -> before.state() == JobState.RUNNING);
    }

    @Override
    public boolean finishWaiting(Job job) {
        return !replace(List.of(job), before -> before.state() == JobState.QUEUED)
                .isEmpty();
    }

    @Override
    public Content result(Job job, ResultForm form) {
        throw new UnsupportedOperationException();
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
