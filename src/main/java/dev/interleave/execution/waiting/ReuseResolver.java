package dev.interleave.execution.waiting;

import dev.interleave.execution.admission.QueueDepth;
import dev.interleave.execution.metrics.JobMetrics;
import dev.interleave.execution.submission.QueuePoller;
import dev.interleave.execution.submission.WorkSharing;
import dev.interleave.job.CompletionNotifier;
import dev.interleave.job.JobStore;
import dev.interleave.job.Retention;
import dev.interleave.job.ReuseStore;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobState;
import dev.interleave.store.StoreClock;
import dev.interleave.supervision.PollingThread;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Gives the results of finished jobs to the equal jobs that wait for them, and queues those that wait in vain.
/// Thread-safe: several instances may resolve the same jobs, because each change is a compare-and-set.
@Component
final class ReuseResolver {

    private static final Logger log = LoggerFactory.getLogger(ReuseResolver.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int BATCH = 100;

    private final ReuseStore reuseStore;
    private final JobStore store;
    private final StoreClock storeClock;
    private final InstantSource clock;
    private final Retention retention;
    private final JobMetrics metrics;
    private final CompletionNotifier completionNotifier;
    private final QueueDepth queueDepth;
    private final QueuePoller queuePoller;
    private final WorkSharing workSharing;
    private final PollingThread thread = new PollingThread("reused-results", this::resolveBatch);

    ReuseResolver(
            ReuseStore reuseStore,
            JobStore store,
            StoreClock storeClock,
            InstantSource clock,
            Retention retention,
            JobMetrics metrics,
            CompletionNotifier completionNotifier,
            QueueDepth queueDepth,
            QueuePoller queuePoller,
            WorkSharing workSharing) {
        this.reuseStore = reuseStore;
        this.store = store;
        this.storeClock = storeClock;
        this.clock = clock;
        this.retention = retention;
        this.metrics = metrics;
        this.completionNotifier = completionNotifier;
        this.queueDepth = queueDepth;
        this.queuePoller = queuePoller;
        this.workSharing = workSharing;
        reuseStore.onChange(thread::wake);
    }

    void start() {
        thread.start();
    }

    void stop() {
        thread.stop();
    }

    /// @return how long to pause
    private Duration resolveBatch() {
        try {
            List<UUID> settled = reuseStore.settled(BATCH);
            long changed = settled.stream()
                    .takeWhile(_ -> !thread.isStopped())
                    .filter(this::resolve)
                    .count();
            return settled.size() == BATCH && changed > 0 ? Duration.ZERO : POLL;
        } catch (RuntimeException e) {
            log.warn("Could not look for jobs that wait for the result of an equal job; retrying: {}", e.toString());
            return POLL;
        }
    }

    /// @return whether the job was changed
    private boolean resolve(UUID id) {
        try {
            Optional<Job> job = store.find(id).filter(Job::awaitsResult);
            return job.isPresent() && resolve(job.get());
        } catch (RuntimeException e) {
            log.warn("Could not give a result to job {}, which waits for an equal job; retrying: {}", id, e.toString());
            return false;
        }
    }

    private boolean resolve(Job waiting) {
        Instant now = clock.instant();
        UUID id = waiting.origin().reusedFrom();
        Optional<Job> source = Optional.ofNullable(id)
                .flatMap(store::find)
                .filter(job -> job.isReusableAt(now))
                .filter(job -> reuseStore.copyPieces(waiting, job));
        Job after = source.map(job -> waiting.reusing(job, now, retention.finishedJobs()))
                .orElseGet(() -> waiting.released(storeClock.instant()));
        boolean changed = store.change(waiting, after);
        if (changed) {
            announce(after);
        }
        return changed;
    }

    private void announce(Job after) {
        if (after.state() == JobState.QUEUED) {
            queueDepth.restore(1);
            workSharing.announceQueuedJobs();
            queuePoller.poll();
        } else {
            metrics.finished(List.of(after));
            completionNotifier.finished(after.id());
        }
    }
}
