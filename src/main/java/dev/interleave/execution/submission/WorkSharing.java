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

    /// How long new jobs are left to the others.
    public static final Duration OFFERED = Duration.ofMillis(250);

    /// How many jobs an instance has in its loop at most.
    private static final int MOST = 10_000;

    private final InstanceNotifier instanceNotifier;
    private final RunningJobs runningJobs;

    public WorkSharing(InstanceNotifier instanceNotifier, RunningJobs runningJobs) {
        this.instanceNotifier = instanceNotifier;
        this.runningJobs = runningJobs;
    }

    /// @return whether long jobs are to be offered to others before they are taken here
    boolean offers() {
        return instanceNotifier.exist() && runningJobs.hasLongOne();
    }

    /// @param more jobs about to be let in
    /// @return whether that many are enough for this instance
    boolean isEnough(int more) {
        return instanceNotifier.exist() && runningJobs.count() + more >= MOST;
    }

    /// Tells the others that jobs wait.
    void offer() {
        instanceNotifier.jobsWait();
    }
}
