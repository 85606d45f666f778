package dev.interleave.execution.admission;

import dev.interleave.execution.run.RunningJob;
import dev.interleave.execution.run.RunningJobs;
import dev.interleave.job.CompletionNotifier;
import org.springframework.stereotype.Component;

/// Cleans up after jobs that leave the loop, in whatever way. Thread-safe.
@Component
public final class JobReleaser {

    private final RunningJobs runningJobs;
    private final MemoryBudget memoryBudget;
    private final CompletionNotifier completionNotifier;

    public JobReleaser(RunningJobs runningJobs, MemoryBudget memoryBudget, CompletionNotifier completionNotifier) {
        this.runningJobs = runningJobs;
        this.memoryBudget = memoryBudget;
        this.completionNotifier = completionNotifier;
    }

    /// Takes a job out of the loop and records nothing: it goes on elsewhere, or later.
    public void abandon(RunningJob running) {
        running.abandon();
        settle(running);
    }

    /// Gives back what the job had, and tells those who wait for a change of it. May be repeated.
    public void settle(RunningJob running) {
        if (running.leave()) {
            runningJobs.remove(running);
            memoryBudget.release(running.job().spec());
            completionNotifier.finished(running.job().id());
            running.recorded().complete(null);
        }
    }
}
