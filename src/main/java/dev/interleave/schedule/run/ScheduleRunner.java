package dev.interleave.schedule.run;

import dev.interleave.job.JobSubmitter;
import dev.interleave.schedule.JobTemplateReader;
import dev.interleave.schedule.Schedule;
import dev.interleave.schedule.ScheduleStore;
import dev.interleave.store.GroupCommit;
import dev.interleave.supervision.SupervisedThread;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Runs schedules when they are due, by the clock of the database. Thread-safe.
///
/// A background thread sleeps until the next tick, but for at most one second, because other instances create
/// schedules too. It gives due ticks to a few threads, so that their submissions share commits.
@Component
public final class ScheduleRunner implements SmartLifecycle {

    static final Duration LONGEST_SLEEP = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(ScheduleRunner.class);

    /// How long the instance that ran a schedule last may run it alone.
    private static final Duration HEAD_START = Duration.ofMillis(250);

    private static final Duration WAIT_FOR_OTHERS = Duration.ofMillis(100);
    private static final Duration SHORTEST_SLEEP = Duration.ofMillis(5);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);
    private static final int BATCH = 100;
    private static final int THREADS = 8;

    /// Looking for queued ticks takes at most this share of the time.
    private static final int QUEUED_SHARE = 50;

    private final ScheduleStore store;
    private final TickProcessor processor;
    private final String instance = UUID.randomUUID().toString();
    private volatile boolean stopped = true;
    private @Nullable SupervisedThread thread;
    private @Nullable ExecutorService workers;
    private long nextQueuedCheck = System.nanoTime();

    public ScheduleRunner(
            ScheduleStore store,
            GroupCommit commits,
            JobTemplateReader templates,
            JobSubmitter submitter,
            ScheduleMetrics metrics) {
        this.store = store;
        this.processor = new TickProcessor(store, commits, templates, submitter, metrics, instance);
    }

    @Override
    public synchronized void start() {
        if (stopped) {
            stopped = false;
            ExecutorService pool = Executors.newFixedThreadPool(
                    THREADS, Thread.ofVirtual().name("schedule-", 0).factory());
            workers = pool;
            thread = SupervisedThread.start("schedules", true, () -> run(pool), () -> stopped);
        }
    }

    @Override
    public synchronized void stop() {
        stopped = true;
        try {
            if (thread != null && workers != null) {
                thread.interrupt();
                thread.join();
                workers.shutdown();
                workers.awaitTermination(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return !stopped;
    }

    /// Higher than that of the event loop, so that no job is submitted to a loop that has stopped.
    @Override
    public int getPhase() {
        return 1;
    }

    private void run(ExecutorService pool) {
        try {
            while (!stopped) {
                Duration pause = poll(pool);
                if (!pause.isZero()) {
                    Thread.sleep(pause);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it is stopped
        }
    }

    /// @return how long to sleep
    private Duration poll(ExecutorService pool) throws InterruptedException {
        try {
            boolean more = processDue(pool);
            processQueued(pool);
            return more ? Duration.ZERO : untilNextDue();
        } catch (DataAccessException | TransactionException e) {
            log.warn("Could not run due schedules; retrying: {}", e.toString());
            return LONGEST_SLEEP;
        }
    }

    private boolean processDue(ExecutorService pool) throws InterruptedException {
        Instant now = store.now();
        List<Schedule> due = store.due(instance, now, HEAD_START, BATCH);
        processAll(pool, due, now, processor::process);
        return !due.isEmpty();
    }

    private void processQueued(ExecutorService pool) throws InterruptedException {
        long start = System.nanoTime();
        if (start - nextQueuedCheck < 0) {
            return;
        }
        Instant now = store.now();
        List<Schedule> runnable = store.withRunnableQueuedTick(now, BATCH);
        nextQueuedCheck = System.nanoTime() + QUEUED_SHARE * (System.nanoTime() - start);
        processAll(pool, runnable, now, processor::processQueued);
    }

    /// Processes all schedules, even if the store fails for one of them.
    private static void processAll(
            ExecutorService pool, List<Schedule> schedules, Instant now, BiConsumer<Schedule, Instant> action)
            throws InterruptedException {
        List<Callable<Object>> tasks = new ArrayList<>();
        schedules.forEach(schedule -> tasks.add(Executors.callable(() -> action.accept(schedule, now))));
        RuntimeException failure = null;
        for (Future<Object> task : pool.invokeAll(tasks)) {
            try {
                task.get();
            } catch (ExecutionException e) {
                failure = e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private Duration untilNextDue() {
        Duration left = store.untilNextDue().orElse(LONGEST_SLEEP);
        if (left.compareTo(SHORTEST_SLEEP) < 0) {
            return left.isNegative() ? WAIT_FOR_OTHERS : SHORTEST_SLEEP;
        }
        return left.compareTo(LONGEST_SLEEP) < 0 ? left : LONGEST_SLEEP;
    }
}
