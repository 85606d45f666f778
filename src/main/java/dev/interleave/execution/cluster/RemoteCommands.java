package dev.interleave.execution.cluster;

import dev.interleave.execution.admission.QueueDepth;
import dev.interleave.execution.control.JobAmendment;
import dev.interleave.execution.control.JobPausing;
import dev.interleave.execution.instance.InstanceNotifier;
import dev.interleave.execution.run.RunningJob;
import dev.interleave.execution.run.RunningJobs;
import dev.interleave.execution.submission.QueuePoller;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Executes the commands of other instances for jobs that run here. Thread-safe. Returns before long commands
/// are done.
@Component
public final class RemoteCommands {

    private static final Logger log = LoggerFactory.getLogger(RemoteCommands.class);

    private final RunningJobs runningJobs;
    private final JobPausing jobPausing;
    private final JobAmendment jobAmendment;
    private final QueueDepth queueDepth;
    private final QueuePoller queuePoller;

    RemoteCommands(
            RunningJobs runningJobs,
            JobPausing jobPausing,
            JobAmendment jobAmendment,
            QueueDepth queueDepth,
            QueuePoller queuePoller) {
        this.jobAmendment = jobAmendment;
        this.runningJobs = runningJobs;
        this.jobPausing = jobPausing;
        this.queueDepth = queueDepth;
        this.queuePoller = queuePoller;
    }

    /// Another instance has queued jobs that it has no room for.
    public void queuedJobsAnnounced() {
        queueDepth.markNotEmpty();
        queuePoller.poll();
    }

    /// @param command what to do
    /// @param id of a job, which may not run here any more
    public void execute(InstanceNotifier.Command command, UUID id) {
        runningJobs
                .find(id)
                .ifPresent(running -> Thread.ofVirtual().name("peer-command").start(() -> execute(command, running)));
    }

    private void execute(InstanceNotifier.Command command, RunningJob running) {
        try {
            switch (command) {
                case CANCEL -> running.task().cancel();
                case PAUSE -> jobPausing.pauseHere(running);
                case REFRESH -> jobAmendment.refresh(running);
            }
        } catch (RuntimeException e) {
            log.warn(
                    "A command of another instance for job {} failed: {}",
                    running.job().id(),
                    e.toString());
        }
    }
}
