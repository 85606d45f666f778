package dev.interleave.execution.checkpoint;

import dev.interleave.execution.admission.JobReleaser;
import dev.interleave.execution.checkpoint.Snapshotter.Snapshot;
import dev.interleave.execution.run.EventLoopSettings;
import dev.interleave.execution.run.RunningJob;
import dev.interleave.execution.run.RunningJobs;
import dev.interleave.supervision.SupervisedTask;
import dev.interleave.tracing.LogContext;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// Checkpoints the jobs that would lose too much loop time in a crash.
///
/// The loop is one thread, so the loop time of all jobs together grows by one second per second. However many
/// jobs run, at most one checkpoint per interval is due.
@Component
public final class PeriodicCheckpointer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PeriodicCheckpointer.class);
    private static final int LOOK_MILLIS = 250;

    private final RunningJobs runningJobs;
    private final Snapshotter snapshotter;
    private final CheckpointWriter checkpointWriter;
    private final JobReleaser jobReleaser;
    private final long interval;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("checkpoints").factory());

    @Autowired
    public PeriodicCheckpointer(
            RunningJobs runningJobs,
            Snapshotter snapshotter,
            CheckpointWriter checkpointWriter,
            JobReleaser jobReleaser,
            EventLoopSettings settings) {
        this(runningJobs, snapshotter, checkpointWriter, jobReleaser, settings.checkpointInterval());
    }

    public PeriodicCheckpointer(
            RunningJobs runningJobs,
            Snapshotter snapshotter,
            CheckpointWriter checkpointWriter,
            JobReleaser jobReleaser,
            Duration interval) {
        this.runningJobs = runningJobs;
        this.snapshotter = snapshotter;
        this.checkpointWriter = checkpointWriter;
        this.jobReleaser = jobReleaser;
        this.interval = interval.toNanos();
        var _ = thread.scheduleWithFixedDelay(
                new SupervisedTask("checkpoints", this::look), LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        for (RunningJob running : runningJobs.all()) {
            if (running.unsavedNanos() >= interval
                    && running.job().spec().mayBeCheckpointed()
                    && !thread.isShutdown()) {
                save(running);
            }
        }
    }

    /// One that cannot be saved now is saved later: the job runs on meanwhile.
    private void save(RunningJob running) {
        running.saving().lock();
        try {
            Optional<Snapshot> snapshot = snapshotter.take(running);
            if (snapshot.isPresent()) {
                keep(running, snapshot.get());
            }
        } catch (RuntimeException | Error e) {
            try (var _ = LogContext.of(running.job())) {
                log.warn(
                        "Could not write a checkpoint of job {}; retrying: {}",
                        running.job().id(),
                        e.toString());
            }
        } finally {
            running.saving().unlock();
        }
    }

    private void keep(RunningJob running, Snapshot snapshot) {
        if (checkpointWriter.save(running, snapshot, UnaryOperator.identity())) {
            running.savedAt(snapshot.loopNanos());
        } else if (running.calculation() != null) {
            try (var _ = LogContext.of(running.job())) {
                log.warn(
                        "Job {} was taken over by another instance; it no longer runs here",
                        running.job().id());
            }
            jobReleaser.abandon(running);
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            thread.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
