package dev.interleave.execution.admission;

import dev.interleave.execution.run.RunningJob;
import dev.interleave.execution.run.RunningJobs;
import dev.interleave.job.CompletionNotifier;
import org.springframework.stereotype.Component;

/// Releases what a job holds on this instance: its memory, its registration, its waiting clients. Thread-safe.
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
        release(running);
    }

    /// Releases what the job holds, and wakes the clients that wait for it. Idempotent.
    public void release(RunningJob running) {
        if (running.markReleased()) {
            runningJobs.remove(running);
            memoryBudget.release(running.reservedBytes());
            completionNotifier.finished(running.job().id());
            running.recorded().complete(null);
        }
    }
}
