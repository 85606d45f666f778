package dev.interleave.execution;

import dev.interleave.eventloop.EventLoop;
import dev.interleave.eventloop.EventLoopThread;
import dev.interleave.job.JobStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Starts the loop before the first request comes in, with what the last process left; stops it after the last
/// one, and hands back what is in it. May be started again after that.
@Component("eventLoopHealthIndicator")
final class LoopLifecycle implements SmartLifecycle, HealthIndicator {

    private static final Logger log = LoggerFactory.getLogger(LoopLifecycle.class);

    private final EventLoop loop;
    private final LoopCalls calls;
    private final JobStore store;
    private final WaitingJobs waiting;
    private final QueuePump pump;
    private final Leases leases;
    private final HandBack handBack;
    private final Peers peers;
    private final WarmUp warmUp;
    private volatile @Nullable EventLoopThread thread;

    LoopLifecycle(
            EventLoop loop,
            LoopCalls calls,
            JobStore store,
            WaitingJobs waiting,
            QueuePump pump,
            Leases leases,
            HandBack handBack,
            Peers peers,
            WarmUp warmUp) {
        this.loop = loop;
        this.calls = calls;
        this.store = store;
        this.waiting = waiting;
        this.pump = pump;
        this.leases = leases;
        this.handBack = handBack;
        this.peers = peers;
        this.warmUp = warmUp;
    }

    @Override
    public void start() {
        warmUp.run();
        leases.start();
        long queued = store.countQueued();
        if (queued > 0) {
            log.info("{} jobs are waiting", queued);
        }
        waiting.counted(queued);
        calls.open();
        thread = EventLoopThread.start(loop);
        pump.open();
        pump.wake();
    }

    @Override
    public void stop() {
        EventLoopThread running = thread;
        if (running != null) {
            pump.shut();
            running.close();
            thread = null;
            calls.shut();
            handBack.all();
            leases.stop();
            peers.jobsWait();
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
