package dev.interleave.execution.waiting;

import dev.interleave.execution.admission.QueueDepth;
import dev.interleave.execution.submission.QueuePoller;
import dev.interleave.execution.submission.WorkSharing;
import dev.interleave.job.WaitingJobStore;
import dev.interleave.store.StoreClock;
import dev.interleave.supervision.PollingThread;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Queues jobs when their start time has come, their predecessors have ended, or what their programs await has
/// ended. Thread-safe.
///
/// Nothing of a waiting job is in memory. The thread sleeps until the next start time in the store, at most for
/// [#POLL]: other instances submit waiting jobs as well. Any instance queues any job that is due, by the clock
/// of the database.
@Component
public final class WaitingJobPoller {

    private static final Logger log = LoggerFactory.getLogger(WaitingJobPoller.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(1);
    private static final int BATCH = 500;

    private final WaitingJobStore waitingJobs;
    private final DependencyResolver dependencies;
    private final AwaitResolver awaitResolver;
    private final ChildCancellation childCancellation;
    private final ReuseResolver reuseResolver;
    private final QueueDepth queueDepth;
    private final QueuePoller queuePoller;
    private final WorkSharing workSharing;
    private final StoreClock storeClock;
    private final PollingThread thread = new PollingThread("waiting-jobs", this::queueAll);

    WaitingJobPoller(
            WaitingJobStore waitingJobs,
            DependencyResolver dependencies,
            AwaitResolver awaitResolver,
            ChildCancellation childCancellation,
            ReuseResolver reuseResolver,
            QueueDepth queueDepth,
            QueuePoller queuePoller,
            WorkSharing workSharing,
            StoreClock storeClock) {
        this.waitingJobs = waitingJobs;
        this.dependencies = dependencies;
        this.awaitResolver = awaitResolver;
        this.childCancellation = childCancellation;
        this.reuseResolver = reuseResolver;
        this.queueDepth = queueDepth;
        this.queuePoller = queuePoller;
        this.workSharing = workSharing;
        this.storeClock = storeClock;
        waitingJobs.onChange(thread::wake);
    }

    /// Starts to queue jobs. Call once, or after [#stop].
    public void start() {
        thread.start();
        childCancellation.start();
        reuseResolver.start();
    }

    /// Queues no more jobs when it returns.
    public void stop() {
        childCancellation.stop();
        reuseResolver.stop();
        thread.stop();
    }

    /// @return how long to pause
    private Duration queueAll() {
        try {
            int queued = dependencies.resolve() + awaitResolver.wake() + queueDue();
            if (queued > 0) {
                queueDepth.restore(queued);
                workSharing.announceQueuedJobs();
                queuePoller.poll();
            }
            return untilNextStart();
        } catch (RuntimeException e) {
            log.warn("Could not queue waiting jobs; retrying: {}", e.toString());
            return POLL;
        }
    }

    private int queueDue() {
        Instant now = storeClock.instant();
        int all = 0;
        int batch = BATCH;
        while (batch == BATCH) {
            batch = waitingJobs.queueDue(now, BATCH);
            all += batch;
        }
        return all;
    }

    private Duration untilNextStart() {
        return waitingJobs
                .nextStart()
                .map(start -> Duration.between(storeClock.instant(), start))
                .filter(pause -> pause.compareTo(POLL) < 0)
                .map(pause -> pause.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : pause)
                .orElse(POLL);
    }
}
