package dev.interleave.execution.waiting;

import dev.interleave.job.JobStore;
import dev.interleave.job.WaitingJobStore;
import dev.interleave.job.WaitingJobStore.Settled;
import dev.interleave.job.await.JobAwait;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobResult;
import dev.interleave.job.model.JobState;
import dev.interleave.store.StoreClock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// Releases jobs whose programs have awaited enough. Thread-safe: several instances may resolve the same jobs,
/// because each change is a compare-and-set.
///
/// What was decided is stored with the release, so the program gets the same values whenever it continues from
/// here.
@Component
final class AwaitResolver {

    private static final int BATCH = 200;

    private final WaitingJobStore waitingJobs;
    private final JobStore store;
    private final StoreClock storeClock;

    AwaitResolver(WaitingJobStore waitingJobs, JobStore store, StoreClock storeClock) {
        this.waitingJobs = waitingJobs;
        this.store = store;
        this.storeClock = storeClock;
    }

    /// Looks at the jobs that await a time that has come.
    ///
    /// @return the number of jobs that were queued
    int wake() {
        int queued = 0;
        List<UUID> due;
        do {
            due = waitingJobs.toWake(storeClock.instant(), BATCH);
            queued += (int) store.findAll(due).values().stream()
                    .filter(job -> job.state() == JobState.WAITING && job.await() != null)
                    .flatMap(job -> evaluate(job).stream())
                    .count();
        } while (due.size() == BATCH);
        return queued;
    }

    /// Looks at a job after the end of one that it awaits.
    ///
    /// @param job waiting, because its program awaits something
    /// @param settled what is known of the jobs that it awaits
    /// @return the job, if it was queued
    Optional<Job> resolve(Job job, Settled settled) {
        boolean goesOnWaiting =
                settled.waits() && settled.unsuccessful() == null && await(job).isForAllJobs();
        if (goesOnWaiting) {
            waitingJobs.acknowledgeSuccesses(job.id(), await(job).children().toList());
            return Optional.empty();
        }
        return evaluate(job);
    }

    private Optional<Job> evaluate(Job job) {
        List<UUID> awaited = await(job).children().toList();
        Map<UUID, Job> children = store.findAll(awaited);
        Map<UUID, Boolean> ended = ended(awaited, children);
        Instant now = storeClock.instant();
        JobAwait evaluated = await(job).evaluated(ended, now);
        if (evaluated.isOver()) {
            Job released =
                    job.with(evaluated.withResultBytes(resultBytes(children))).released(now);
            return store.change(job, released) ? Optional.of(released) : Optional.empty();
        }
        if (evaluated.equals(job.await()) || store.change(job, job.with(evaluated))) {
            waitingJobs.acknowledge(job.id(), ended.keySet());
        }
        return Optional.empty();
    }

    /// @return whether each job that has ended has a result; jobs that were deleted have none
    private static Map<UUID, Boolean> ended(List<UUID> awaited, Map<UUID, Job> children) {
        Map<UUID, Boolean> ended = new HashMap<>();
        for (UUID id : awaited) {
            Job child = children.get(id);
            if (child == null || child.state().isFinal()) {
                ended.put(id, child != null && child.state() == JobState.SUCCEEDED);
            }
        }
        return ended;
    }

    private static long resultBytes(Map<UUID, Job> children) {
        return children.values().stream()
                .flatMap(child -> Stream.ofNullable(child.result()))
                .mapToLong(JobResult::length)
                .sum();
    }

    private static JobAwait await(Job job) {
        return Objects.requireNonNull(job.await());
    }
}
