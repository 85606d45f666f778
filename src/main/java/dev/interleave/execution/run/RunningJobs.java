package dev.interleave.execution.run;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/// The jobs on the loop of this instance, until their completion is persisted. Thread-safe.
@Component
public final class RunningJobs {

    private final ConcurrentHashMap<UUID, RunningJob> jobs = new ConcurrentHashMap<>();
    private final AtomicInteger longOnes = new AtomicInteger();

    public void add(RunningJob running) {
        if (jobs.put(running.job().id(), running) == null && isLong(running)) {
            longOnes.incrementAndGet();
        }
    }

    public void remove(RunningJob running) {
        if (jobs.remove(running.job().id(), running) && isLong(running)) {
            longOnes.decrementAndGet();
        }
    }

    private static boolean isLong(RunningJob running) {
        return running.job().spec().mayBeCheckpointed();
    }

    /// @return whether there is one that takes more than a moment
    public boolean hasLongOne() {
        return longOnes.get() > 0;
    }

    public int count() {
        return jobs.size();
    }

    /// @return a view of them as they come and go
    public Collection<RunningJob> all() {
        return Collections.unmodifiableCollection(jobs.values());
    }

    /// @param atMost how many
    /// @return any of them
    public List<RunningJob> some(int atMost) {
        return jobs.values().stream().limit(atMost).toList();
    }

    public Optional<RunningJob> find(UUID id) {
        return Optional.ofNullable(jobs.get(id));
    }
}
