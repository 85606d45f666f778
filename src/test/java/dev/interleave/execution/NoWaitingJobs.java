package dev.interleave.execution;

import dev.interleave.job.WaitingJobStore;
import dev.interleave.job.model.Job;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A store without waiting jobs.
final class NoWaitingJobs implements WaitingJobStore {

    @Override
    public void add(Job job) {
        throw new UnsupportedOperationException("a waiting job");
    }

    @Override
    public List<Settled> settled(int limit) {
        return List.of();
    }

    @Override
    public void acknowledge(Collection<UUID> waiting) {}

    @Override
    public void acknowledge(UUID waiting, Collection<UUID> ended) {}

    @Override
    public List<UUID> toWake(Instant now, int limit) {
        return List.of();
    }

    @Override
    public void endWait(Job parent) {}

    @Override
    public void acknowledgeSuccesses(UUID waiting, Collection<UUID> awaited) {}

    @Override
    public List<UUID> toCancel(int limit) {
        return List.of();
    }

    @Override
    public void forgetCancelled(Collection<UUID> ended) {}

    @Override
    public void forget(Collection<UUID> resolved) {}

    @Override
    public int queueDue(Instant now, int limit) {
        return 0;
    }

    @Override
    public Optional<Instant> nextStart() {
        return Optional.empty();
    }

    @Override
    public void onChange(Runnable listener) {}
}
