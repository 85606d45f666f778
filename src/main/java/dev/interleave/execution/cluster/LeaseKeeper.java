package dev.interleave.execution.cluster;

import dev.interleave.execution.admission.JobReleaser;
import dev.interleave.execution.admission.QueueDepth;
import dev.interleave.execution.instance.InstanceId;
import dev.interleave.execution.instance.InstanceStore;
import dev.interleave.execution.run.EventLoopSettings;
import dev.interleave.execution.run.RunningJob;
import dev.interleave.execution.run.RunningJobs;
import dev.interleave.execution.submission.QueuePoller;
import dev.interleave.job.JobStore;
import dev.interleave.store.Dialect;
import dev.interleave.supervision.SupervisedTask;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Renews the lease of this instance, and requeues the jobs of instances whose lease has expired. Thread-safe.
///
/// An instance that cannot renew its lease continues its jobs. If no other instance has taken them over when
/// the store is back, it persists their completion. Otherwise its writes are fenced, and it abandons them.
@Component
public final class LeaseKeeper {

    static final Duration LEASE = Duration.ofSeconds(9);
    private static final Duration FOR_EVER = Duration.ofDays(36_500);
    private static final Duration RENEWED_EVERY = Duration.ofSeconds(2);

    private static final Logger log = LoggerFactory.getLogger(LeaseKeeper.class);

    private final InstanceStore instances;
    private final JobStore store;
    private final RunningJobs runningJobs;
    private final JobReleaser jobReleaser;
    private final QueueDepth queueDepth;
    private final QueuePoller queuePoller;
    private final InstanceId instance;
    private final String scheduling;
    private final boolean shared;
    private @Nullable ScheduledExecutorService thread;

    /// Since when the lease was renewed without a gap, on this thread's clock.
    private long steadySince = System.nanoTime();

    private long renewedAt = System.nanoTime();
    private long countNext = renewedAt;

    LeaseKeeper(
            InstanceStore instances,
            JobStore store,
            RunningJobs runningJobs,
            JobReleaser jobReleaser,
            QueueDepth queueDepth,
            QueuePoller queuePoller,
            InstanceId instance,
            EventLoopSettings settings,
            Dialect dialect) {
        this.instances = instances;
        this.store = store;
        this.runningJobs = runningJobs;
        this.jobReleaser = jobReleaser;
        this.queueDepth = queueDepth;
        this.queuePoller = queuePoller;
        this.instance = instance;
        this.scheduling = settings.scheduling().name().toLowerCase(Locale.ROOT);
        this.shared = dialect.isShared();
    }

    /// Takes a lease. On a store of its own, it also requeues all jobs of earlier processes.
    public void start() {
        if (shared) {
            register();
            ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("leases").factory());
            thread = ticks;
            var _ = ticks.scheduleWithFixedDelay(
                    new SupervisedTask("leases", this::tick), 0, RENEWED_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        } else {
            instances.register(instance.value(), scheduling, instance.startedAt(), FOR_EVER);
            instances.forgetOthers(instance.value());
            int orphans = store.requeueOrphans(instance.value());
            if (orphans > 0) {
                log.info("Requeued {} jobs that ran when the last process ended", orphans);
            }
        }
    }

    /// Gives the lease up, after the jobs were handed back.
    public void stop() {
        try {
            if (thread != null) {
                thread.shutdownNow();
                thread.awaitTermination(2, TimeUnit.SECONDS);
            }
            instances.leave(instance.value());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.warn("Could not release the lease; it expires on its own: {}", e.toString());
        }
    }

    private void tick() {
        try {
            renew();
            if (System.nanoTime() - steadySince >= LEASE.toNanos()) {
                takeOver();
            }
            countWaiting();
            queuePoller.wake();
        } catch (RuntimeException | Error e) {
            log.warn("Could not renew the lease; retrying: {}", e.toString());
        }
    }

    /// Others have joined and left the queue too. Takes a fiftieth of the time at most, however long the queue.
    private void countWaiting() {
        long begin = System.nanoTime();
        if (begin - countNext >= 0) {
            queueDepth.reset(store.countQueued());
            long end = System.nanoTime();
            countNext = end + 50 * (end - begin);
        }
    }

    private void renew() {
        List<RunningJob> held = List.copyOf(runningJobs.all());
        if (!instances.renew(instance.value(), LEASE, held.size())) {
            log.warn("Lost the lease with {} running jobs; other instances continue them", held.size());
            register();
            held.forEach(jobReleaser::abandon);
        }
        long now = System.nanoTime();
        if (now - renewedAt > LEASE.toNanos()) {
            steadySince = now; // the store was away: the others may be about to renew theirs as well
        }
        renewedAt = now;
    }

    private void register() {
        instances.register(instance.value(), scheduling, instance.startedAt(), LEASE);
    }

    private void takeOver() {
        List<String> gone = instances.markGone();
        int orphans = gone.isEmpty() ? 0 : store.requeueFrom(gone);
        if (orphans > 0) {
            log.info("Requeued {} jobs of instances that are gone", orphans);
        }
    }
}
