package dev.interleave.execution;

import dev.interleave.job.ReuseStore;
import dev.interleave.job.model.ComputationKey;
import dev.interleave.job.model.Job;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A store without equal jobs.
final class NoReusedResults implements ReuseStore {

    @Override
    public Optional<Source> findFinished(String owner, ComputationKey key, Instant since, Instant now) {
        return Optional.empty();
    }

    @Override
    public Optional<Job> findUnfinished(String owner, ComputationKey key) {
        return Optional.empty();
    }

    @Override
    public void add(Job job) {
        throw new UnsupportedOperationException("a reused result");
    }

    @Override
    public List<UUID> settled(int limit) {
        return List.of();
    }

    @Override
    public boolean copyPieces(Job waiting, Job source) {
        return false;
    }

    @Override
    public void onChange(Runnable listener) {}
}
