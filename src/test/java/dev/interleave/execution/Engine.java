package dev.interleave.execution;

import static org.awaitility.Awaitility.await;

import dev.interleave.computation.Algorithm;
import dev.interleave.computation.Catalogue;
import dev.interleave.computation.Computation;
import dev.interleave.computation.ComputationLimits;
import dev.interleave.computation.Input;
import dev.interleave.eventloop.EventLoop;
import dev.interleave.eventloop.EventLoopThread;
import dev.interleave.eventloop.Scheduling;
import dev.interleave.job.FinishSignals;
import dev.interleave.job.Job;
import dev.interleave.job.JobIds;
import dev.interleave.job.JobSpec;
import dev.interleave.job.JobState;
import dev.interleave.job.NewJob;
import dev.interleave.job.Retention;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The room, put together around a store of its own.
final class Engine implements AutoCloseable {

    static final Computation FACTORIAL =
            new Catalogue(new ComputationLimits(1_000_000)).all().getFirst();

    final MemoryJobStore store = new MemoryJobStore();
    final Admission admission;
    final WaitingJobs waiting = new WaitingJobs(new AdmissionLimits(100));
    final Submissions submissions;
    final Cancellations cancellations;

    private final EventLoop loop;
    private final EventLoopThread thread;
    private final Timeouts timeouts = new Timeouts();
    private final Completions completions;
    private final QueuePump pump;

    /// @param budget the memory for jobs, in bytes
    /// @param patience how long to wait for a job to end
    Engine(long budget, Duration patience) {
        InstantSource clock = Clock.systemUTC();
        Retention retention = new Retention(Duration.ofDays(1));
        FinishSignals signals = new FinishSignals();
        RunningJobs runningJobs = new RunningJobs();
        InstanceId instance = InstanceId.create(clock);
        JobFigures figures = new JobFigures(new SimpleMeterRegistry());
        LoopFigures loopFigures = new LoopFigures();
        admission = new Admission(budget);
        loop = new EventLoop(Scheduling.INTERLEAVED, loopFigures);
        completions = new Completions(
                new Endings(clock, retention), new Recorder(store, signals, runningJobs, admission, figures));
        Launcher launcher = new Launcher(
                loop, runningJobs, completions, timeouts, new TurnHistory(runningJobs, loopFigures, clock), figures);
        pump = new QueuePump(store, admission, waiting, launcher, instance, clock);
        submissions =
                new Submissions(store, new JobIds(), admission, waiting, launcher, pump, instance, clock, figures);
        cancellations = new Cancellations(store, runningJobs, waiting, signals, clock, retention, figures, patience);
        thread = EventLoopThread.start(loop);
    }

    static JobSpec spec(Computation computation, long n) {
        return new JobSpec(computation, Input.of("n", n), Algorithm.ITERATIVE, Map.of(), null);
    }

    UUID submit(JobSpec spec) {
        return submissions
                .submit(List.of(new NewJob(spec, List.of())), null)
                .jobs()
                .getFirst()
                .id();
    }

    Job awaitState(UUID id, JobState state) {
        return await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> store.find(id).orElseThrow(), job -> job.state() == state);
    }

    /// May be repeated.
    void stop() {
        thread.close();
        pump.close();
        timeouts.close();
        completions.close();
    }

    @Override
    public void close() {
        stop();
    }
}
