package dev.interleave.execution.submission;

import dev.interleave.computation.Cost;
import dev.interleave.computation.MemoryUnavailableException;
import dev.interleave.execution.admission.JobReleaser;
import dev.interleave.execution.admission.MemoryBudget;
import dev.interleave.execution.admission.QueueDepth;
import dev.interleave.execution.run.RunningJob;
import dev.interleave.job.JobStore;
import dev.interleave.tracing.LogContext;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Lets running jobs grow, and puts those back into the queue for which there is no room now. They continue from their
/// last
/// checkpoint when all the memory that they may need is free, so that a job goes back at most once. Thread-safe.
@Component
public final class GrowthRequeue implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(GrowthRequeue.class);

    private final JobStore store;
    private final MemoryBudget memoryBudget;
    private final QueueDepth queueDepth;
    private final JobReleaser jobReleaser;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("growth-requeue").factory());

    public GrowthRequeue(JobStore store, MemoryBudget memoryBudget, QueueDepth queueDepth, JobReleaser jobReleaser) {
        this.store = store;
        this.memoryBudget = memoryBudget;
        this.queueDepth = queueDepth;
        this.jobReleaser = jobReleaser;
    }

    /// @param running on the loop thread
    /// @throws MemoryUnavailableException if there is no room for all the memory that the job may need
    void grow(RunningJob running) {
        Cost cost = running.job().spec().cost();
        long held = running.reservedBytes();
        long more = cost.maxBytes() - held;
        if (more <= 0) {
            return;
        }
        if (!memoryBudget.tryGrow(more, held)) {
            throw new MemoryUnavailableException();
        }
        if (!running.addReserved(more)) {
            memoryBudget.release(more);
        }
    }

    /// @param running whose task has ended with a [MemoryUnavailableException]
    void add(RunningJob running) {
        running.releaseCalculation();
        if (!running.isAbandoned()) {
            thread.execute(() -> requeue(running));
        }
    }

    /// What fails here is left to the reconciliation of jobs.
    private void requeue(RunningJob running) {
        running.saving().lock();
        try (var _ = LogContext.of(running.job())) {
            memoryBudget.expectGrowth(running.job());
            var change = new JobStore.Change(running.job(), running.job().requeued());
            int requeued = store.changeAll(List.of(change)).size();
            queueDepth.restore(requeued);
            if (requeued == 0) {
                memoryBudget.forgetGrowth(running.job()); // cancelled, or taken over
            }
        } catch (RuntimeException e) {
            log.warn("Could not requeue a job that needs more memory; it is requeued later: {}", e.toString());
        } finally {
            running.saving().unlock();
        }
        jobReleaser.abandon(running);
    }

    /// Jobs that are not requeued yet are requeued when their lease has expired.
    @Override
    public void close() {
        thread.close();
    }
}
