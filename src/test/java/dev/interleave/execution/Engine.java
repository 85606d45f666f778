package dev.interleave.execution;

import static org.awaitility.Awaitility.await;

import dev.interleave.computation.Algorithm;
import dev.interleave.computation.Catalogue;
import dev.interleave.computation.Computation;
import dev.interleave.computation.ComputationLimits;
import dev.interleave.computation.Input;
import dev.interleave.eventloop.EventLoop;
import dev.interleave.eventloop.EventLoopListener;
import dev.interleave.eventloop.EventLoopThread;
import dev.interleave.eventloop.Scheduling;
import dev.interleave.eventloop.Task;
import dev.interleave.job.FinishSignals;
import dev.interleave.job.Job;
import dev.interleave.job.JobIds;
import dev.interleave.job.JobQuotas;
import dev.interleave.job.JobSpec;
import dev.interleave.job.JobState;
import dev.interleave.job.NewJob;
import dev.interleave.job.Priority;
import dev.interleave.job.Retention;
import dev.interleave.tracing.RequestTrace;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/// The room, put together around a store of its own.
final class Engine implements AutoCloseable {

    static final Computation FACTORIAL =
            new Catalogue(new ComputationLimits(1_000_000)).all().getFirst();

    final MemoryJobStore store = new MemoryJobStore();
    final Admission admission;
    final WaitingJobs waiting = new WaitingJobs(new AdmissionLimits(100));
    final Submissions submissions;
    final Cancellations cancellations;
    final Pauses pauses;
    final HandBack handBack;
    final Strays strays;
    final RunningJobs runningJobs = new RunningJobs();

    /// Run on the loop's thread after each turn that is not a tiny one, and after some of those.
    volatile Runnable onTurn = () -> {};

    final InstanceId instance = InstanceId.create(Clock.systemUTC());

    private static final Duration INTERVAL = Duration.ofMillis(100);

    private final PeriodicCheckpoints periodic;
    private final InstantSource clock = Clock.tick(Clock.systemUTC(), Duration.ofMillis(1));
    private final EventLoop loop;
    private final LoopCalls calls;
    private final EventLoopThread thread;
    private final Timeouts timeouts = new Timeouts();
    private final Completions completions;
    private final QueuePump pump;

    /// @param budget the memory for jobs, in bytes
    /// @param patience how long to wait for a job to end
    Engine(long budget, Duration patience) {
        this(budget, patience, Peers.none());
    }

    /// @param budget the memory for jobs, in bytes
    /// @param patience how long to wait for a job to end
    /// @param peers the other instances
    Engine(long budget, Duration patience, Peers peers) {
        this(budget, patience, peers, Duration.ofSeconds(10));
    }

    /// @param budget the memory for jobs, in bytes
    /// @param patience how long to wait for a job to end
    /// @param peers the other instances
    /// @param briefPatience how long to wait for brief jobs to end before they are recorded
    Engine(long budget, Duration patience, Peers peers, Duration briefPatience) {
        Retention retention = new Retention(Duration.ofDays(1));
        FinishSignals signals = new FinishSignals();
        admission = new Admission(budget);
        LoopFigures loopFigures = new LoopFigures();
        JobFigures figures = new JobFigures(new SimpleMeterRegistry());
        loop = new EventLoop(Scheduling.FAIR, new Listener(loopFigures));
        calls = new LoopCalls(loop);
        Departures departures = new Departures(runningJobs, admission, signals);
        Endings endings = new Endings(clock, retention);
        completions = new Completions(endings, new Recorder(store, departures, figures));
        Launcher launcher = new Launcher(
                loop,
                new Beginnings(store),
                runningJobs,
                completions,
                timeouts,
                admission,
                new WorkSpeed(runningJobs, loopFigures),
                new TurnHistory(runningJobs, loopFigures, clock),
                figures,
                new LoopTime(runningJobs, loopFigures));
        Sharing sharing = new Sharing(peers, runningJobs);
        pump = new QueuePump(store, admission, waiting, launcher, sharing, instance, clock);
        submissions = new Submissions(
                store,
                new JobIds(),
                admission,
                waiting,
                launcher,
                new BriefJobs(launcher, endings, admission, figures, briefPatience),
                pump,
                sharing,
                instance,
                clock,
                figures,
                new RequestTrace(),
                JobQuotas.NONE);
        cancellations = new Cancellations(
                store, runningJobs, waiting, signals, peers, instance, clock, retention, figures, patience);
        Snapshots snapshots = new Snapshots(calls);
        Saver saver = new Saver(store);
        pauses = new Pauses(store, runningJobs, waiting, snapshots, saver, departures, pump, peers, instance, patience);
        handBack = new HandBack(store, runningJobs, saver, departures);
        strays = new Strays(store, runningJobs, departures, waiting, instance);
        periodic = new PeriodicCheckpoints(runningJobs, snapshots, saver, departures, INTERVAL);
        thread = EventLoopThread.start(loop);
    }

    private final class Listener implements EventLoopListener {

        private final LoopFigures figures;

        private Listener(LoopFigures figures) {
            this.figures = figures;
        }

        @Override
        public void turnsRan(int turns, long nanos) {
            figures.turnsRan(turns, nanos);
            onTurn.run();
        }

        @Override
        public void taskFailed(Task<?> task, Throwable failure) {
            figures.taskFailed(task, failure);
        }
    }

    static JobSpec spec(Computation computation, long n) {
        return new JobSpec(computation, Input.of("n", n), Algorithm.ITERATIVE, Priority.NORMAL, Map.of(), null);
    }

    UUID submit(JobSpec spec) {
        return submit(false, spec).getFirst().id();
    }

    /// @param awaited whether the ends of brief ones are waited for
    List<Job> submit(boolean awaited, JobSpec... specs) {
        return submissions
                .submit(
                        Stream.of(specs)
                                .map(spec -> new NewJob("", spec, List.of()))
                                .toList(),
                        null,
                        awaited)
                .jobs();
    }

    Job awaitState(UUID id, JobState state) {
        return await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> store.find(id).orElseThrow(), job -> job.state() == state);
    }

    Instant now() {
        return clock.instant();
    }

    /// Has something run by the loop's thread, between two turns.
    void onLoop(Runnable action) {
        loop.callSoon(action);
    }

    long rounds() {
        return loop.rounds();
    }

    /// Looks into the queue.
    void look() {
        pump.look();
    }

    void shutQueue() {
        pump.shut();
    }

    void openQueue() {
        pump.open();
        pump.wake();
    }

    /// Stops the loop, and nothing else.
    void stopLoop() {
        thread.close();
    }

    /// Tells those who wait for the loop that it has stopped.
    void shutLoop() {
        calls.shut();
    }

    /// May be repeated.
    void stop() {
        thread.close();
        calls.shut();
        periodic.close();
        pump.close();
        timeouts.close();
        completions.close();
    }

    @Override
    public void close() {
        stop();
    }
}
