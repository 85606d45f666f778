package dev.interleave.execution;

import dev.interleave.job.FinishSignals;
import org.springframework.stereotype.Component;

/// Cleans up after jobs that leave the loop, in whatever way. Thread-safe.
@Component
final class Departures {

    private final RunningJobs runningJobs;
    private final Admission admission;
    private final FinishSignals signals;

    Departures(RunningJobs runningJobs, Admission admission, FinishSignals signals) {
        this.runningJobs = runningJobs;
        this.admission = admission;
        this.signals = signals;
    }

    /// Takes a job out of the loop and records nothing: it goes on elsewhere, or later.
    void abandon(RunningJob running) {
        running.abandon();
        settle(running);
    }

    /// Gives back what the job had, and tells those who wait for a change of it. May be repeated.
    void settle(RunningJob running) {
        if (running.leave()) {
            runningJobs.remove(running);
            admission.release(running.job().spec());
            signals.finished(running.job().id());
            running.recorded().complete(null);
        }
    }
}
