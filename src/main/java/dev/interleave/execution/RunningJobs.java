package dev.interleave.execution;

import java.util.Collection;
import java.util.Collections;
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

    /// @return a view of them as they come and go
    Collection<RunningJob> all() {
        return Collections.unmodifiableCollection(jobs.values());
    }

    Optional<RunningJob> find(UUID id) {
        return Optional.ofNullable(jobs.get(id));
    }
}
