package dev.interleave.execution.admission;

import dev.interleave.job.model.QueueFullException;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/// How many jobs wait in the store for room in the loop. Thread-safe.
@Component
public final class QueueDepth {

    private final AtomicLong count = new AtomicLong();
    private final long capacity;

    public QueueDepth(AdmissionLimits limits) {
        capacity = limits.queueCapacity();
    }

    /// Takes places in the queue, all or none.
    ///
    /// @throws QueueFullException if there are not that many
    public void join(long jobs) {
        if (jobs > 0 && count.addAndGet(jobs) > capacity) {
            count.addAndGet(-jobs);
            throw new QueueFullException(capacity);
        }
    }

    public void leave(long jobs) {
        count.addAndGet(-jobs);
    }

    /// Takes the places of jobs that were in the queue before.
    public void rejoin(long jobs) {
        count.addAndGet(jobs);
    }

    /// @param jobs how many wait, by the store: others have joined and left the queue too
    public void counted(long jobs) {
        count.set(jobs);
    }

    /// Some are waiting, as somebody else tells.
    public void heardOf() {
        count.compareAndSet(0, 1);
    }

    public boolean isEmpty() {
        return count.get() <= 0;
    }
}
