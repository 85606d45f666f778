package dev.interleave.execution;

import dev.interleave.arithmetic.Natural;
import dev.interleave.eventloop.EventLoop;
import dev.interleave.eventloop.Share;
import dev.interleave.eventloop.Task;
import dev.interleave.execution.Beginnings.Beginning;
import dev.interleave.job.Job;
import dev.interleave.tracing.LogContext;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Turns admitted jobs into tasks of the loop. Thread-safe.
@Component
final class Launcher {

    private static final Logger log = LoggerFactory.getLogger(Launcher.class);

    private final EventLoop loop;
    private final Beginnings beginnings;
    private final RunningJobs runningJobs;
    private final Completions completions;
    private final Timeouts timeouts;
    private final Admission admission;
    private final WorkSpeed speed;
    private final TurnHistory turns;
    private final JobFigures figures;

    Launcher(
            EventLoop loop,
            Beginnings beginnings,
            RunningJobs runningJobs,
            Completions completions,
            Timeouts timeouts,
            Admission admission,
            WorkSpeed speed,
            TurnHistory turns,
            JobFigures figures) {
        this.loop = loop;
        this.beginnings = beginnings;
        this.runningJobs = runningJobs;
        this.completions = completions;
        this.timeouts = timeouts;
        this.admission = admission;
        this.speed = speed;
        this.turns = turns;
        this.figures = figures;
    }

    /// One whose checkpoint cannot be read now is left to [Strays].
    ///
    /// @param jobs running, durably, leased to this instance, with room for them taken
    void launch(Collection<Job> jobs) {
        jobs.forEach(job -> {
            try {
                launch(beginnings.of(job));
            } catch (RuntimeException e) {
                try (var _ = LogContext.of(job)) {
                    log.warn("job {} could not be started, it will be tried again: {}", job.id(), e.toString());
                }
                admission.release(job.spec());
            }
        });
    }

    private void launch(Beginning beginning) {
        RunningJob running = prepare(beginning);
        keep(running);
        timeouts.watch(running);
        loop.schedule(running.task());
    }

    /// Has a job stepped that is not recorded yet, and that nobody else is to know of.
    ///
    /// @param job running, never saved, without a timeout
    /// @param whenEnded run on the loop's thread
    RunningJob attempt(Job job, Runnable whenEnded) {
        RunningJob running = prepare(beginnings.of(job));
        running.task().onDone(_ -> {
            running.ended();
            whenEnded.run();
        });
        loop.schedule(running.task());
        return running;
    }

    /// Has the end of a job recorded, whenever it ends or has ended.
    ///
    /// @param running durably so
    void keep(RunningJob running) {
        runningJobs.add(running);
        running.task().onDone(outcome -> completions.ended(running, outcome));
    }

    private RunningJob prepare(Beginning beginning) {
        Job job = beginning.job();
        Task<Natural> task = new Task<>(loop, job.id().toString(), beginning.calculation(), share(job));
        RunningJob running = new RunningJob(job, task, beginning.calculation());
        task.onDone(_ -> speed.ended(running));
        figures.launched(job);
        turns.launched(running);
        return running;
    }

    private static Share share(Job job) {
        return new Share(job.owner(), job.spec().priority().weight());
    }
}
