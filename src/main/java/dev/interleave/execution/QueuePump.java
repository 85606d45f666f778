package dev.interleave.execution;

import dev.interleave.job.Job;
import dev.interleave.job.JobStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Lets waiting jobs into the loop, the oldest first, as soon as there is room. Thread-safe.
@Component
final class QueuePump implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(QueuePump.class);
    private static final int BATCH = 200;

    private final JobStore store;
    private final Admission admission;
    private final WaitingJobs waiting;
    private final Launcher launcher;
    private final InstanceId instance;
    private final InstantSource clock;
    private final AtomicBoolean awake = new AtomicBoolean();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("queue-pump").factory());

    QueuePump(
            JobStore store,
            Admission admission,
            WaitingJobs waiting,
            Launcher launcher,
            InstanceId instance,
            InstantSource clock) {
        this.store = store;
        this.admission = admission;
        this.waiting = waiting;
        this.launcher = launcher;
        this.instance = instance;
        this.clock = clock;
        admission.whenFreed(this::wake);
    }

    /// To be called when there is room, or somebody new waits.
    void wake() {
        if (!waiting.isEmpty()) {
            look();
        }
    }

    /// To be called now and then: looks into the queue itself, whatever the count says.
    void look() {
        if (!thread.isShutdown() && awake.compareAndSet(false, true)) {
            thread.execute(this::pump);
        }
    }

    private void pump() {
        awake.set(false);
        try {
            boolean more = true;
            while (more) {
                more = admitBatch();
            }
        } catch (RuntimeException e) {
            log.warn("waiting jobs could not be admitted, they will be tried again: {}", e.toString());
        }
    }

    /// @return whether there may be room for more
    private boolean admitBatch() {
        List<Job> admitted = admitOldest();
        if (admitted.isEmpty()) {
            return false;
        }
        Set<UUID> claimed = claim(admitted);
        waiting.leave(claimed.size());
        for (Job job : admitted) {
            if (claimed.contains(job.id())) {
                launcher.launch(job);
            } else {
                admission.release(job.spec()); // cancelled meanwhile
            }
        }
        return admitted.size() == BATCH;
    }

    private List<Job> admitOldest() {
        List<Job> admitted = new ArrayList<>();
        for (Job job : store.oldestQueued(BATCH)) {
            if (!admission.tryAdmit(job.spec())) {
                break; // in order: nobody overtakes it
            }
            admitted.add(job.admitted(instance.value(), clock.instant()));
        }
        return admitted;
    }

    private Set<UUID> claim(List<Job> admitted) {
        try {
            return store.claim(admitted);
        } catch (RuntimeException | Error e) {
            admitted.forEach(job -> admission.release(job.spec()));
            throw e;
        }
    }

    @Override
    public void close() {
        thread.close();
    }
}
