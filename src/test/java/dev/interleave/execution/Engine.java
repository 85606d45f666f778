package dev.interleave.execution;

import static org.awaitility.Awaitility.await;

import dev.interleave.computation.Algorithm;
import dev.interleave.computation.Computation;
import dev.interleave.computation.Input;
import dev.interleave.computation.catalogue.Catalogue;
import dev.interleave.computation.catalogue.ComputationLimits;
import dev.interleave.eventloop.EventLoop;
import dev.interleave.eventloop.EventLoopListener;
import dev.interleave.eventloop.EventLoopThread;
import dev.interleave.eventloop.Scheduling;
import dev.interleave.eventloop.Task;
import dev.interleave.execution.admission.AdmissionLimits;
import dev.interleave.execution.admission.JobReleaser;
import dev.interleave.execution.admission.MemoryBudget;
import dev.interleave.execution.admission.QueueDepth;
import dev.interleave.execution.await.AwaitRecorder;
import dev.interleave.execution.checkpoint.CalculationLoader;
import dev.interleave.execution.checkpoint.CheckpointWriter;
import dev.interleave.execution.checkpoint.PeriodicCheckpointer;
import dev.interleave.execution.checkpoint.Snapshotter;
import dev.interleave.execution.cluster.JobReconciler;
import dev.interleave.execution.cluster.ShutdownDrain;
import dev.interleave.execution.completion.CompletionMapper;
import dev.interleave.execution.completion.CompletionQueue;
import dev.interleave.execution.completion.CompletionWriter;
import dev.interleave.execution.control.JobCancellation;
import dev.interleave.execution.control.JobPausing;
import dev.interleave.execution.instance.InstanceId;
import dev.interleave.execution.instance.InstanceNotifier;
import dev.interleave.execution.metrics.JobMetrics;
import dev.interleave.execution.metrics.LoopStatistics;
import dev.interleave.execution.metrics.LoopTimeMeter;
import dev.interleave.execution.metrics.LoopTimeline;
import dev.interleave.execution.metrics.ThroughputMeter;
import dev.interleave.execution.run.LoopExecutor;
import dev.interleave.execution.run.RunningJobs;
import dev.interleave.execution.submission.EagerExecution;
import dev.interleave.execution.submission.GrowthRequeue;
import dev.interleave.execution.submission.JobLauncher;
import dev.interleave.execution.submission.JobSubmission;
import dev.interleave.execution.submission.JobTimeouts;
import dev.interleave.execution.submission.QueuePoller;
import dev.interleave.execution.submission.ResultReuse;
import dev.interleave.execution.submission.WorkSharing;
import dev.interleave.job.CompletionNotifier;
import dev.interleave.job.JobIdGenerator;
import dev.interleave.job.JobQuotas;
import dev.interleave.job.NewJob;
import dev.interleave.job.ResultReader;
import dev.interleave.job.Retention;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobSpec;
import dev.interleave.job.model.JobState;
import dev.interleave.job.model.Priority;
import dev.interleave.job.plan.JobPlan;
import dev.interleave.store.StoreClock;
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
public final class Engine implements AutoCloseable {

    public static final Computation FACTORIAL =
            new Catalogue(new ComputationLimits(1_000_000)).all().getFirst();

    public final MemoryJobStore store = new MemoryJobStore();
    public final MemoryBudget memoryBudget;
    final QueueDepth queueDepth = new QueueDepth(new AdmissionLimits(100));
    final JobSubmission jobSubmission;
    final JobCancellation jobCancellation;
    final JobPausing jobPausing;
    final ShutdownDrain shutdownDrain;
    final JobReconciler jobReconciler;
    public final RunningJobs runningJobs = new RunningJobs();

    /// Run on the loop's thread after each turn that is not a tiny one, and after some of those.
    volatile Runnable onTurn = () -> {};

    public final InstanceId instance = InstanceId.create(Clock.systemUTC());

    private static final JobIdGenerator IDS = new JobIdGenerator();
    private static final Duration INTERVAL = Duration.ofMillis(100);

    private final PeriodicCheckpointer periodic;
    private final InstantSource clock = Clock.tick(Clock.systemUTC(), Duration.ofMillis(1));
    private final EventLoop loop;
    private final LoopExecutor calls;
    private final EventLoopThread thread;
    private final JobTimeouts jobTimeouts = new JobTimeouts();
    private final CompletionQueue completionQueue;
    private final QueuePoller queuePoller;

    /// @param budget the memory for jobs, in bytes
    /// @param patience how long to wait for a job to end
    Engine(long budget, Duration patience) {
        this(budget, patience, InstanceNotifier.none());
    }

    /// @param budget the memory for jobs, in bytes
    /// @param patience how long to wait for a job to end
    /// @param instanceNotifier the other instances
    Engine(long budget, Duration patience, InstanceNotifier instanceNotifier) {
        this(budget, patience, instanceNotifier, Duration.ofSeconds(10));
    }

    /// @param budget the memory for jobs, in bytes
    /// @param patience how long to wait for a job to end
    /// @param instanceNotifier the other instances
    /// @param briefPatience how long to wait for brief jobs to end before they are recorded
    Engine(long budget, Duration patience, InstanceNotifier instanceNotifier, Duration briefPatience) {
        Retention retention = new Retention(Duration.ofDays(1));
        CompletionNotifier completionNotifier = new CompletionNotifier();
        memoryBudget = new MemoryBudget(budget);
        LoopStatistics loopStatistics = new LoopStatistics();
        JobMetrics statistics = new JobMetrics(new SimpleMeterRegistry());
        loop = new EventLoop(Scheduling.FAIR, new Listener(loopStatistics));
        calls = new LoopExecutor(loop);
        JobReleaser jobReleaser = new JobReleaser(runningJobs, memoryBudget, completionNotifier);
        CompletionMapper completionMapper = new CompletionMapper(clock, retention, new StoreClock(clock));
        completionQueue = new CompletionQueue(completionMapper, new CompletionWriter(store, jobReleaser, statistics));
        JobLauncher jobLauncher = new JobLauncher(
                loop,
                new CalculationLoader(store, new ResultReader(store, _ -> {})),
                runningJobs,
                completionQueue,
                jobTimeouts,
                memoryBudget,
                new ThroughputMeter(runningJobs, loopStatistics),
                new LoopTimeline(runningJobs, loopStatistics, clock),
                statistics,
                new LoopTimeMeter(runningJobs, loopStatistics),
                new GrowthRequeue(store, memoryBudget, queueDepth, jobReleaser),
                new AwaitRecorder(
                        (_, _) -> List.of(),
                        store,
                        JobQuotas.NONE,
                        new CheckpointWriter(store),
                        new StoreClock(clock),
                        clock,
                        queueDepth,
                        instanceNotifier,
                        jobReleaser,
                        statistics));
        WorkSharing workSharing = new WorkSharing(instanceNotifier, runningJobs);
        queuePoller = new QueuePoller(store, memoryBudget, queueDepth, jobLauncher, workSharing, instance, clock);
        jobSubmission = new JobSubmission(
                store,
                new NoWaitingJobs(),
                new StoreClock(clock),
                memoryBudget,
                queueDepth,
                jobLauncher,
                new EagerExecution(jobLauncher, completionMapper, memoryBudget, statistics, briefPatience),
                queuePoller,
                workSharing,
                instance,
                clock,
                statistics,
                new RequestTrace(),
                JobQuotas.NONE,
                new ResultReuse(new NoReusedResults(), retention));
        jobCancellation = new JobCancellation(
                store,
                runningJobs,
                queueDepth,
                completionNotifier,
                instanceNotifier,
                instance,
                clock,
                retention,
                statistics,
                patience);
        Snapshotter snapshotter = new Snapshotter(calls);
        CheckpointWriter checkpointWriter = new CheckpointWriter(store);
        jobPausing = new JobPausing(
                store,
                runningJobs,
                queueDepth,
                snapshotter,
                checkpointWriter,
                jobReleaser,
                queuePoller,
                instanceNotifier,
                instance,
                patience);
        shutdownDrain = new ShutdownDrain(store, runningJobs, checkpointWriter, jobReleaser);
        jobReconciler = new JobReconciler(store, runningJobs, jobReleaser, queueDepth, instance);
        periodic = new PeriodicCheckpointer(runningJobs, snapshotter, checkpointWriter, jobReleaser, INTERVAL);
        thread = EventLoopThread.start(loop);
    }

    private final class Listener implements EventLoopListener {

        private final LoopStatistics statistics;

        private Listener(LoopStatistics statistics) {
            this.statistics = statistics;
        }

        @Override
        public void turnsRan(int turns, long nanos) {
            statistics.turnsRan(turns, nanos);
            onTurn.run();
        }

        @Override
        public void taskFailed(Task<?> task, Throwable failure) {
            statistics.taskFailed(task, failure);
        }
    }

    public static JobSpec spec(Computation computation, long n) {
        return new JobSpec(computation, Input.of("n", n), Algorithm.ITERATIVE, Priority.NORMAL, Map.of(), null);
    }

    public UUID submit(JobSpec spec) {
        return submit(false, spec).getFirst().id();
    }

    /// @param awaited whether the ends of brief ones are waited for
    public List<Job> submit(boolean awaited, JobSpec... specs) {
        return jobSubmission
                .submit(
                        Stream.of(specs)
                                .map(spec -> new NewJob(IDS.next(), "", spec, JobPlan.NONE, null, null, List.of()))
                                .toList(),
                        null,
                        awaited)
                .jobs();
    }

    public Job awaitState(UUID id, JobState state) {
        return await().pollInterval(Duration.ofMillis(5))
                .until(() -> store.find(id).orElseThrow(), job -> job.state() == state);
    }

    public Instant now() {
        return clock.instant();
    }

    /// Has something run by the loop's thread, between two turns.
    public void onLoop(Runnable action) {
        loop.callSoon(action);
    }

    public long rounds() {
        return loop.rounds();
    }

    /// Looks into the queue.
    void look() {
        queuePoller.poll();
    }

    void shutQueue() {
        queuePoller.shut();
    }

    void openQueue() {
        queuePoller.open();
        queuePoller.wake();
    }

    /// Stops the loop, and nothing else.
    void stopLoop() {
        thread.close();
    }

    /// Fails the calls that wait for the stopped loop.
    void shutLoop() {
        calls.shut();
    }

    /// May be repeated.
    void stop() {
        thread.close();
        calls.shut();
        periodic.close();
        queuePoller.close();
        jobTimeouts.close();
        completionQueue.close();
    }

    @Override
    public void close() {
        stop();
    }
}
