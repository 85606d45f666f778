package dev.interleave.execution;

import dev.interleave.arithmetic.Natural;
import dev.interleave.computation.Calculation;
import dev.interleave.eventloop.EventLoop;
import dev.interleave.eventloop.Task;
import dev.interleave.job.Job;
import dev.interleave.job.JobSpec;
import org.springframework.stereotype.Component;

/// Turns admitted jobs into tasks of the loop. Thread-safe.
@Component
final class Launcher {

    private final EventLoop loop;
    private final RunningJobs runningJobs;
    private final Completions completions;
    private final Timeouts timeouts;
    private final TurnHistory turns;
    private final JobFigures figures;

    Launcher(
            EventLoop loop,
            RunningJobs runningJobs,
            Completions completions,
            Timeouts timeouts,
            TurnHistory turns,
            JobFigures figures) {
        this.loop = loop;
        this.runningJobs = runningJobs;
        this.completions = completions;
        this.timeouts = timeouts;
        this.turns = turns;
        this.figures = figures;
    }

    /// @param job running, durably, leased to this instance
    void launch(Job job) {
        JobSpec spec = job.spec();
        Calculation calculation = start(spec);
        Task<Natural> task = new Task<>(loop, job.id().toString(), calculation);
        RunningJob running = new RunningJob(job, task, calculation);
        runningJobs.add(running);
        task.onDone(outcome -> completions.ended(running, outcome));
        timeouts.watch(running);
        figures.launched(job);
        turns.launched(running);
        loop.schedule(task);
    }

    /// The job is on record by now, so one that finds no memory has to come to an end like all others.
    private static Calculation start(JobSpec spec) {
        try {
            return spec.computation().start(spec.input(), spec.algorithm());
        } catch (OutOfMemoryError e) {
            return new OutOfMemory(e);
        }
    }
}
