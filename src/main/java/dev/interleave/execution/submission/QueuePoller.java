package dev.interleave.execution.submission;

import dev.interleave.execution.admission.MemoryBudget;
import dev.interleave.execution.admission.QueueDepth;
import dev.interleave.execution.instance.InstanceId;
import dev.interleave.job.JobStore;
import dev.interleave.job.model.Job;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Claims queued jobs from the store, the oldest first, when the memory budget has room. Thread-safe.
@Component
public final class QueuePoller implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(QueuePoller.class);
    private static final int BATCH = 200;

    private final JobStore store;
    private final MemoryBudget memoryBudget;
    private final QueueDepth queueDepth;
    private final JobLauncher jobLauncher;
    private final WorkSharing workSharing;
    private final InstanceId instance;
    private final InstantSource clock;
    private volatile boolean closed;
    private final AtomicBoolean awake = new AtomicBoolean();
    private final AtomicBoolean alarmSet = new AtomicBoolean();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("queue-pump").factory());

    public QueuePoller(
            JobStore store,
            MemoryBudget memoryBudget,
            QueueDepth queueDepth,
            JobLauncher jobLauncher,
            WorkSharing workSharing,
            InstanceId instance,
            InstantSource clock) {
        this.store = store;
        this.memoryBudget = memoryBudget;
        this.queueDepth = queueDepth;
        this.jobLauncher = jobLauncher;
        this.workSharing = workSharing;
        this.instance = instance;
        this.clock = clock;
        memoryBudget.whenFreed(this::wake);
    }

    /// Call this when memory is released or a job is queued.
    public void wake() {
        if (!queueDepth.isEmpty()) {
            poll();
        }
    }

    /// Polls the queue, whatever its counted depth. An instance with a long job leaves the queue to the others
    /// for a moment.
    public void poll() {
        if (workSharing.leavesLongJobs()) {
            pollLater();
        } else if (!thread.isShutdown() && awake.compareAndSet(false, true)) {
            thread.execute(this::pump);
        }
    }

    /// To be called when jobs wait that are offered to others first: takes what they have not taken.
    void pollLater() {
        if (!thread.isShutdown() && alarmSet.compareAndSet(false, true)) {
            var _ = thread.schedule(this::alarm, WorkSharing.HEAD_START.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void alarm() {
        alarmSet.set(false);
        pump();
    }

    private void pump() {
        awake.set(false);
        try {
            boolean more = true;
            while (more) {
                more = admitBatch();
            }
        } catch (RuntimeException e) {
            log.warn("Could not admit queued jobs; retrying: {}", e.toString());
        }
    }

    /// @return whether more jobs may fit
    private boolean admitBatch() {
        if (closed) {
            return false;
        }
        List<Job> claimed = claim();
        queueDepth.release(claimed.size());
        jobLauncher.launch(claimed);
        return claimed.size() == BATCH;
    }

    /// What was let in and is then not recorded is given back.
    private List<Job> claim() {
        List<Job> admitted = new CopyOnWriteArrayList<>(); // the writer may be late
        Set<UUID> claimed = Set.of();
        try {
            List<Job> jobs = store.claimOldest(BATCH, oldest -> admit(oldest, admitted));
            claimed = jobs.stream().map(Job::id).collect(Collectors.toSet());
            return jobs;
        } finally {
            for (Job job : admitted) {
                if (!claimed.contains(job.id())) {
                    memoryBudget.release(job);
                }
            }
        }
    }

    private List<Job> admit(List<Job> oldest, List<Job> admitted) {
        for (Job job : oldest) {
            if (workSharing.isFull(admitted.size()) || !memoryBudget.tryAdmit(job)) {
                break; // in order: no job overtakes it
            }
            admitted.add(job.admitted(instance.value(), clock.instant()));
        }
        return admitted;
    }

    /// Admits no more jobs until it is opened, and waits for the claim in progress.
    public void shut() {
        closed = true;
        CompletableFuture.runAsync(() -> {}, thread).join();
    }

    public void open() {
        closed = false;
    }

    @Override
    public void close() {
        closed = true;
        thread.shutdownNow();
        thread.close();
    }
}
