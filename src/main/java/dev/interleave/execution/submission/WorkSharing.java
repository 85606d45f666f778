package dev.interleave.execution.submission;

import dev.interleave.execution.instance.InstanceNotifier;
import dev.interleave.execution.run.RunningJobs;
import java.time.Duration;
import org.springframework.stereotype.Component;

/// Decides which instance takes queued jobs. Thread-safe.
///
/// An instance with a long job on its loop leaves new long jobs to the others for a moment. Instances without
/// one claim them at once; after that moment, every instance with room claims what is left. An instance that
/// does not share its store takes all that fits.
@Component
public final class WorkSharing {

    /// How long this instance leaves queued jobs to the others.
    public static final Duration HEAD_START = Duration.ofMillis(250);

    /// The most jobs on the loop of one instance, if there are others.
    private static final int MAX_JOBS = 10_000;

    private final InstanceNotifier instanceNotifier;
    private final RunningJobs runningJobs;

    public WorkSharing(InstanceNotifier instanceNotifier, RunningJobs runningJobs) {
        this.instanceNotifier = instanceNotifier;
        this.runningJobs = runningJobs;
    }

    /// @return whether this instance leaves long jobs to the others for now
    boolean leavesLongJobs() {
        return instanceNotifier.hasOthers() && runningJobs.hasLongOne();
    }

    /// @param more jobs about to be admitted
    /// @return whether this instance should admit no more
    boolean isFull(int more) {
        return instanceNotifier.hasOthers() && runningJobs.count() + more >= MAX_JOBS;
    }

    /// Announces queued jobs to the other instances.
    public void announceQueuedJobs() {
        instanceNotifier.announceQueuedJobs();
    }
}
