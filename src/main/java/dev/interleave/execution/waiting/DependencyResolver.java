package dev.interleave.execution.waiting;

import dev.interleave.execution.metrics.JobMetrics;
import dev.interleave.job.CompletionNotifier;
import dev.interleave.job.JobStore;
import dev.interleave.job.Retention;
import dev.interleave.job.WaitingJobStore;
import dev.interleave.job.WaitingJobStore.Settled;
import dev.interleave.job.model.FailureReason;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobFailure;
import dev.interleave.job.model.JobState;
import dev.interleave.job.plan.FailurePolicy;
import dev.interleave.store.StoreClock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Releases jobs whose predecessors have ended, and cancels jobs of which a predecessor did not succeed. Leaves
/// jobs whose programs await something to the [AwaitResolver]. Thread-safe: several instances may resolve the
/// same jobs, because each change is a compare-and-set.
@Component
final class DependencyResolver {

    private static final int BATCH = 200;

    private final WaitingJobStore waitingJobs;
    private final JobStore store;
    private final StoreClock storeClock;
    private final InstantSource clock;
    private final Retention retention;
    private final JobMetrics metrics;
    private final CompletionNotifier completionNotifier;
    private final AwaitResolver awaitResolver;

    DependencyResolver(
            WaitingJobStore waitingJobs,
            JobStore store,
            StoreClock storeClock,
            InstantSource clock,
            Retention retention,
            JobMetrics metrics,
            CompletionNotifier completionNotifier,
            AwaitResolver awaitResolver) {
        this.waitingJobs = waitingJobs;
        this.store = store;
        this.storeClock = storeClock;
        this.clock = clock;
        this.retention = retention;
        this.metrics = metrics;
        this.completionNotifier = completionNotifier;
        this.awaitResolver = awaitResolver;
    }

    /// @return the number of jobs that were queued
    int resolve() {
        int queued = 0;
        while (true) {
            List<Settled> settled = waitingJobs.settled(BATCH);
            List<Job> changed = settled.isEmpty() ? List.of() : resolve(settled);
            queued += (int) changed.stream()
                    .filter(job -> job.state() == JobState.QUEUED)
                    .count();
            if (settled.size() < BATCH
                    && changed.stream().noneMatch(job -> job.state().isFinal())) {
                return queued;
            }
        }
    }

    /// Changes the jobs first: after a crash in between, the next call finds them changed.
    ///
    /// @return the changed jobs
    private List<Job> resolve(List<Settled> settled) {
        List<UUID> resolved = new ArrayList<>();
        List<UUID> waiting = new ArrayList<>();
        List<Job> released = new ArrayList<>();
        List<JobStore.Change> changes = new ArrayList<>();
        Instant storeTime = storeClock.instant();
        Map<UUID, Job> found = store.findAll(settled.stream().map(Settled::id).toList());
        for (Settled one : settled) {
            Optional<Job> job =
                    Optional.ofNullable(found.get(one.id())).filter(known -> known.state() == JobState.WAITING);
            if (job.isEmpty()) {
                resolved.add(one.id());
            } else if (job.get().await() != null) {
                released.addAll(awaitResolver.resolve(job.get(), one).stream().toList());
            } else {
                next(job.get(), one, storeTime)
                        .ifPresentOrElse(
                                after -> changes.add(new JobStore.Change(job.get(), after)),
                                () -> waiting.add(one.id()));
            }
        }
        Set<UUID> ids = store.changeAll(changes);
        List<Job> changed = changes.stream()
                .map(JobStore.Change::after)
                .filter(job -> ids.contains(job.id()))
                .toList();
        announce(changed.stream().filter(job -> job.state().isFinal()).toList());
        resolved.addAll(ids);
        waitingJobs.forget(resolved);
        waitingJobs.acknowledge(waiting);
        released.addAll(changed);
        return released;
    }

    /// @return the job as it is to be, or empty if it continues to wait
    private Optional<Job> next(Job job, Settled settled, Instant storeTime) {
        UUID unsuccessful = settled.unsuccessful();
        if (unsuccessful != null && job.plan().onFailure() == FailurePolicy.CANCEL) {
            return Optional.of(job.cancelled(failure(unsuccessful), clock.instant(), retention.finishedJobs()));
        }
        return settled.waits() ? Optional.empty() : Optional.of(job.released(storeTime));
    }

    private static JobFailure failure(UUID predecessor) {
        return new JobFailure(
                FailureReason.PREDECESSOR_FAILED,
                "Job " + predecessor + ", after which this job was to run, did not succeed. Submit both again, or this "
                        + "job with \"onFailure\": \"run\".");
    }

    private void announce(List<Job> cancelled) {
        metrics.finished(cancelled);
        cancelled.forEach(job -> completionNotifier.finished(job.id()));
    }
}
