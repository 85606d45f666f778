package dev.interleave.execution.submission;

import dev.interleave.execution.instance.InstanceNotifier;
import dev.interleave.execution.run.RunningJobs;
import java.time.Duration;
import org.springframework.stereotype.Component;

/// Sees to it that an instance does not hoard what others could run. Alone, it takes all there is room for.
/// Thread-safe.
///
/// Who has a long job in its loop offers the next ones to the others first, which take them at once if they
/// have nothing long to do; only what nobody has taken after a moment is taken by those who are busy.
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
