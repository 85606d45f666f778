package dev.interleave.execution;

import dev.interleave.eventloop.EventLoop;
import dev.interleave.eventloop.EventLoopThread;
import dev.interleave.execution.admission.QueueDepth;
import dev.interleave.execution.cluster.LeaseKeeper;
import dev.interleave.execution.cluster.ShutdownDrain;
import dev.interleave.execution.instance.InstanceNotifier;
import dev.interleave.execution.run.LoopExecutor;
import dev.interleave.execution.submission.QueuePoller;
import dev.interleave.execution.waiting.WaitingJobPoller;
import dev.interleave.job.JobStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Starts the event loop before the first request, and stops it after the last one.
///
/// At the start, it takes a lease and requeues the jobs that the last process left running. At the stop, it
/// requeues the running jobs. It may be started again.
@Component("eventLoopHealthIndicator")
final class EventLoopLifecycle implements SmartLifecycle, HealthIndicator {

    private static final Logger log = LoggerFactory.getLogger(EventLoopLifecycle.class);

    private final EventLoop loop;
    private final LoopExecutor calls;
    private final JobStore store;
    private final QueueDepth queueDepth;
    private final QueuePoller queuePoller;
    private final LeaseKeeper leaseKeeper;
    private final ShutdownDrain shutdownDrain;
    private final InstanceNotifier instanceNotifier;
    private final WaitingJobPoller waitingJobPoller;
    private final WarmUp warmUp;
    private volatile @Nullable EventLoopThread thread;

    EventLoopLifecycle(
            EventLoop loop,
            LoopExecutor calls,
            JobStore store,
            QueueDepth queueDepth,
            QueuePoller queuePoller,
            LeaseKeeper leaseKeeper,
            ShutdownDrain shutdownDrain,
            InstanceNotifier instanceNotifier,
            WaitingJobPoller waitingJobPoller,
            WarmUp warmUp) {
        this.loop = loop;
        this.calls = calls;
        this.store = store;
        this.queueDepth = queueDepth;
        this.queuePoller = queuePoller;
        this.leaseKeeper = leaseKeeper;
        this.shutdownDrain = shutdownDrain;
        this.instanceNotifier = instanceNotifier;
        this.waitingJobPoller = waitingJobPoller;
        this.warmUp = warmUp;
    }

    @Override
    public void start() {
        warmUp.await();
        leaseKeeper.start();
        long queued = store.countQueued();
        if (queued > 0) {
            log.info("Found {} queued jobs", queued);
        }
        queueDepth.reset(queued);
        calls.open();
        thread = EventLoopThread.start(loop);
        queuePoller.open();
        queuePoller.wake();
        waitingJobPoller.start();
    }

    @Override
    public void stop() {
        EventLoopThread running = thread;
        if (running != null) {
            waitingJobPoller.stop();
            queuePoller.shut();
            running.close();
            thread = null;
            calls.shut();
            shutdownDrain.drain();
            leaseKeeper.stop();
            instanceNotifier.announceQueuedJobs();
        }
    }

    /// Lower than the web server's: starts before it, stops after it.
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public boolean isRunning() {
        EventLoopThread running = thread;
        return running != null && running.isRunning();
    }

    @Override
    public Health health() {
        return (isRunning() ? Health.up() : Health.down()).build();
    }
}
