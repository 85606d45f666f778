package dev.interleave.execution.cluster;

import dev.interleave.execution.admission.JobReleaser;
import dev.interleave.execution.checkpoint.CheckpointWriter;
import dev.interleave.execution.checkpoint.Snapshotter.Snapshot;
import dev.interleave.execution.run.RunningJob;
import dev.interleave.execution.run.RunningJobs;
import dev.interleave.job.JobStore;
import dev.interleave.job.model.Job;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Requeues the running jobs of a stopped loop, so that other instances continue them at once.
///
/// Long jobs are requeued with a new checkpoint, those with the most unsaved loop time first, until the time
/// for the drain is over.
@Component
public final class ShutdownDrain {

    private static final Logger log = LoggerFactory.getLogger(ShutdownDrain.class);
    private static final Duration TIME = Duration.ofSeconds(10);
    private static final int BATCH = 500;

    private final JobStore store;
    private final RunningJobs runningJobs;
    private final CheckpointWriter checkpointWriter;
    private final JobReleaser jobReleaser;

    public ShutdownDrain(
            JobStore store, RunningJobs runningJobs, CheckpointWriter checkpointWriter, JobReleaser jobReleaser) {
        this.store = store;
        this.runningJobs = runningJobs;
        this.checkpointWriter = checkpointWriter;
        this.jobReleaser = jobReleaser;
    }

    /// To be called when nothing is stepped any more. What has ended is left to be recorded.
    public void drain() {
        long deadline = System.nanoTime() + TIME.toNanos();
        List<RunningJob> left = runningJobs.all().stream()
                .filter(running -> running.calculation() != null)
                .sorted(Comparator.comparingLong(RunningJob::unsavedNanos).reversed())
                .toList();
        try {
            List<RunningJob> unsaved = left.stream()
                    .filter(running -> !(isWorthIt(running) && System.nanoTime() < deadline && save(running)))
                    .toList();
            for (int from = 0; from < unsaved.size(); from += BATCH) {
                requeue(unsaved.subList(from, Math.min(unsaved.size(), from + BATCH)));
            }
            log.info(
                    "Requeued {} running jobs, {} of them with a new checkpoint",
                    left.size(),
                    left.size() - unsaved.size());
        } catch (RuntimeException | Error e) {
            log.warn("Could not requeue the running jobs; they continue when the lease has expired: {}", e.toString());
        }
        left.forEach(jobReleaser::abandon);
    }

    private static boolean isWorthIt(RunningJob running) {
        return running.job().spec().mayBeCheckpointed();
    }

    private void requeue(List<RunningJob> unsaved) {
        store.changeAll(unsaved.stream()
                .map(RunningJob::job)
                .map(job -> new JobStore.Change(job, job.requeued()))
                .toList());
    }

    private boolean save(RunningJob running) {
        running.saving().lock();
        try {
            Optional<Snapshot> snapshot = Snapshot.of(running);
            return snapshot.isPresent() && checkpointWriter.save(running, snapshot.get(), Job::requeued);
        } catch (OutOfMemoryError e) {
            return false; // it goes on from its last checkpoint
        } finally {
            running.saving().unlock();
        }
    }
}
