package dev.interleave.job;

import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Jobs as they are right now: what the store has, with the progress of those that run here. Thread-safe.
@Component
public final class JobReader {

    private final JobStore store;
    private final JobRunner runner;
    private final FinishSignals signals;
    private final InstantSource clock;

    JobReader(JobStore store, JobRunner runner, FinishSignals signals, InstantSource clock) {
        this.store = store;
        this.runner = runner;
        this.signals = signals;
        this.clock = clock;
    }

    /// @param id of a job
    /// @return as it is now
    /// @throws JobNotFoundException if there is none
    public Job get(UUID id) {
        // progress first: if the job ends between the two looks, the store's word counts
        var progress = runner.progress(id);
        Job job = store.find(id).orElseThrow(() -> new JobNotFoundException(id));
        return current(progress.isPresent() && !job.state().isFinal() ? job.progressed(progress.get()) : job);
    }

    /// Waits for the end of a job.
    ///
    /// @param id of a job
    /// @param atMost how long
    /// @return as it is after that
    /// @throws JobNotFoundException if there is none
    public Job await(UUID id, Duration atMost) {
        Job job = get(id);
        if (job.state().isFinal() || atMost.isZero()) {
            return job;
        }
        signals.await(id, atMost, () -> get(id).state().isFinal());
        return get(id);
    }

    /// @param filter which jobs
    /// @param size how many at most
    /// @param before only jobs older than this id, or null
    /// @return a page, the newest first
    public JobPage list(JobFilter filter, int size, @Nullable UUID before) {
        JobPage page = store.list(filter, size, before);
        return new JobPage(page.jobs().stream().map(this::withProgress).toList(), page.next());
    }

    private Job withProgress(Job job) {
        return current(
                job.state().isFinal()
                        ? job
                        : runner.progress(job.id()).map(job::progressed).orElse(job));
    }

    private Job current(Job job) {
        return job.isExpiredAt(clock.instant()) ? job.expired() : job;
    }
}
