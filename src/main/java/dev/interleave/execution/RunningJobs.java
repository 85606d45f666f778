package dev.interleave.execution;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/// The jobs in the loop of this instance, until their end is recorded. Thread-safe.
@Component
final class RunningJobs {

    private final ConcurrentHashMap<UUID, RunningJob> jobs = new ConcurrentHashMap<>();

    void add(RunningJob running) {
        jobs.put(running.job().id(), running);
    }

    void remove(RunningJob running) {
        jobs.remove(running.job().id());
    }

    /// @param atMost how many
    /// @return any of them
    List<RunningJob> some(int atMost) {
        return jobs.values().stream().limit(atMost).toList();
    }

    Optional<RunningJob> find(UUID id) {
        return Optional.ofNullable(jobs.get(id));
    }
}
