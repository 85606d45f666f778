package dev.interleave.execution.cluster;

import dev.interleave.execution.admission.JobReleaser;
import dev.interleave.execution.admission.QueueDepth;
import dev.interleave.execution.instance.InstanceId;
import dev.interleave.execution.run.RunningJob;
import dev.interleave.execution.run.RunningJobs;
import dev.interleave.job.JobStore;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobState;
import dev.interleave.tracing.LogContext;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Finds and repairs differences between the store and the loop. Not thread-safe; one thread calls it.
///
/// They arise when a commit that was reported as failed took place, or when another instance took a job over. A
/// difference counts only if two successive checks find it, because a single check may see a change in
/// progress.
@Component
public final class JobReconciler {

    private static final Logger log = LoggerFactory.getLogger(JobReconciler.class);

    private final JobStore store;
    private final RunningJobs runningJobs;
    private final JobReleaser jobReleaser;
    private final QueueDepth queueDepth;
    private final InstanceId instance;
    private Set<UUID> suspects = Set.of();

    public JobReconciler(
            JobStore store,
            RunningJobs runningJobs,
            JobReleaser jobReleaser,
            QueueDepth queueDepth,
            InstanceId instance) {
        this.store = store;
        this.runningJobs = runningJobs;
        this.jobReleaser = jobReleaser;
        this.queueDepth = queueDepth;
        this.instance = instance;
    }

    /// @return how many jobs were requeued because no instance runs them
    public int reconcile() {
        Map<UUID, RunningJob> here = runningJobs.all().stream()
                .collect(Collectors.toMap(running -> running.job().id(), Function.identity(), (first, _) -> first));
        Set<UUID> recorded = store.runningOn(instance.value());
        Set<UUID> differing = new HashSet<>();
        here.keySet().stream().filter(id -> !recorded.contains(id)).forEach(differing::add);
        recorded.stream()
                .filter(id -> !here.containsKey(id) && runningJobs.find(id).isEmpty())
                .forEach(differing::add);
        Set<UUID> lost = differing.stream().filter(suspects::contains).collect(Collectors.toUnmodifiableSet());
        suspects = differing;
        return repair(lost, here, recorded);
    }

    private int repair(Set<UUID> lost, Map<UUID, RunningJob> here, Set<UUID> recorded) {
        lost.stream().filter(here::containsKey).map(here::get).forEach(this::letGo);
        List<JobStore.Change> changes = lost.stream()
                .filter(recorded::contains)
                .flatMap(id -> store.find(id).stream())
                .filter(this::isRecordedHere)
                .map(job -> new JobStore.Change(job, job.requeued()))
                .toList();
        int requeued = changes.isEmpty() ? 0 : store.changeAll(changes).size();
        if (requeued > 0) {
            queueDepth.restore(requeued);
            log.warn("Requeued {} jobs that the store had as running here", requeued);
        }
        return requeued;
    }

    /// Still, after it has been read again.
    private boolean isRecordedHere(Job job) {
        return job.state() == JobState.RUNNING && instance.holds(job);
    }

    /// Leaves out jobs whose calculation has ended: their completion is about to be persisted.
    private void letGo(RunningJob running) {
        if (running.calculation() != null) {
            try (var _ = LogContext.of(running.job())) {
                log.warn(
                        "Job {} was taken over by another instance; it no longer runs here",
                        running.job().id());
            }
            jobReleaser.abandon(running);
        }
    }
}
