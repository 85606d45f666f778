package dev.interleave.execution.admission;

import dev.interleave.job.model.QueueFullException;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/// Counts the jobs that wait in the store for admission to the loop, up to the queue capacity. Thread-safe.
@Component
@EnableConfigurationProperties(AdmissionLimits.class)
public final class QueueDepth {

    private final AtomicLong count = new AtomicLong();
    private final long capacity;

    public QueueDepth(AdmissionLimits limits) {
        capacity = limits.queueCapacity();
    }

    /// Reserves places in the queue, all or none.
    ///
    /// @throws QueueFullException if there are not that many
    public void reserve(long jobs) {
        if (jobs > 0 && count.addAndGet(jobs) > capacity) {
            count.addAndGet(-jobs);
            throw new QueueFullException(capacity);
        }
    }

    public void release(long jobs) {
        count.addAndGet(-jobs);
    }

    /// Reserves places for jobs that were accepted before, whatever the capacity.
    public void restore(long jobs) {
        count.addAndGet(jobs);
    }

    /// @param jobs how many wait according to the store: other instances add and remove jobs too
    public void reset(long jobs) {
        count.set(jobs);
    }

    /// Records that another instance announced queued jobs.
    public void markNotEmpty() {
        count.compareAndSet(0, 1);
    }

    public boolean isEmpty() {
        return count.get() <= 0;
    }
}
