package dev.interleave.execution.await;

import dev.interleave.computation.Calculation;
import dev.interleave.computation.await.AwaitResult;
import dev.interleave.execution.admission.JobReleaser;
import dev.interleave.execution.admission.QueueDepth;
import dev.interleave.execution.checkpoint.CheckpointWriter;
import dev.interleave.execution.instance.InstanceNotifier;
import dev.interleave.execution.metrics.JobMetrics;
import dev.interleave.execution.run.RunningJob;
import dev.interleave.job.ChildJobReader;
import dev.interleave.job.ChildJobReader.RefusedException;
import dev.interleave.job.JobQuotas;
import dev.interleave.job.JobStore;
import dev.interleave.job.model.PredecessorNotFoundException;
import dev.interleave.job.model.QueueFullException;
import dev.interleave.job.model.QuotaExceededException;
import dev.interleave.store.StoreClock;
import dev.interleave.tracing.LogContext;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Takes programs off the loop when they wait: one transaction stores the wait with a checkpoint, and inserts
/// the jobs that the program waits for. Thread-safe.
///
/// A crash before the transaction repeats the steps since the last checkpoint, and a crash after it finds the job
/// waiting. So no job is submitted twice.
@Component
public final class AwaitRecorder implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(AwaitRecorder.class);
    private static final int THREADS = 8;
    private static final int PAUSE_MILLIS = 500;

    private final AwaitPreparer preparer;
    private final JobStore store;
    private final QueueDepth queueDepth;
    private final InstanceNotifier instanceNotifier;
    private final JobReleaser jobReleaser;
    private final JobMetrics metrics;
    private final ExecutorService threads = Executors.newFixedThreadPool(
            THREADS, Thread.ofVirtual().name("waits-", 0).factory());

    /// Jobs whose waits are being recorded.
    private final Set<RunningJob> recorded = ConcurrentHashMap.newKeySet();

    public AwaitRecorder(
            ChildJobReader childReader,
            JobStore store,
            JobQuotas quotas,
            CheckpointWriter checkpointWriter,
            StoreClock storeClock,
            InstantSource clock,
            QueueDepth queueDepth,
            InstanceNotifier instanceNotifier,
            JobReleaser jobReleaser,
            JobMetrics metrics) {
        this.preparer = new AwaitPreparer(childReader, store, quotas, checkpointWriter, storeClock, clock);
        this.store = store;
        this.queueDepth = queueDepth;
        this.instanceNotifier = instanceNotifier;
        this.jobReleaser = jobReleaser;
        this.metrics = metrics;
    }

    /// Does nothing if the wait is being recorded already: the task may have been resumed after a checkpoint.
    ///
    /// @param running on the loop thread; its task is paused because its program waits
    public void add(RunningJob running) {
        try {
            if (recorded.add(running)) {
                threads.execute(new Recording(running));
            }
        } catch (RejectedExecutionException e) {
            // the service stops: the job is requeued, and waits on another instance
        }
    }

    /// Jobs that are not stored yet are requeued when their lease has expired.
    @Override
    public void close() {
        threads.shutdownNow();
    }

    /// Records a wait, in as many attempts as it takes. What may have been committed is attempted again as it was.
    private final class Recording implements Runnable {

        private final RunningJob running;
        private @Nullable PreparedAwait prepared;

        private Recording(RunningJob running) {
            this.running = running;
        }

        @Override
        public void run() {
            running.saving().lock();
            try (var _ = LogContext.of(running.job())) {
                Calculation calculation = running.calculation();
                if (calculation == null || running.isAbandoned()) {
                    recorded.remove(running); // cancelled or paused meanwhile
                } else {
                    record(calculation);
                }
            } finally {
                running.saving().unlock();
            }
        }

        private void record(Calculation calculation) {
            try {
                PreparedAwait current = prepared;
                if (current == null || !current.before().equals(running.job())) {
                    current = preparer.prepare(running, calculation);
                    prepared = current;
                }
                store(current);
            } catch (RefusedException e) {
                refuse(calculation, e.exception(), e.getMessage());
            } catch (QuotaExceededException e) {
                refuse(calculation, "RuntimeError", e.getMessage());
            } catch (QueueFullException e) {
                later();
            } catch (PredecessorNotFoundException e) {
                prepared = null; // a child of before was deleted just now
                later();
            } catch (RuntimeException | Error e) {
                log.warn(
                        "Could not store what job {} waits for; retrying: {}",
                        running.job().id(),
                        e.toString());
                later();
            }
        }

        private void store(PreparedAwait await) {
            int children = await.children().size();
            queueDepth.reserve(children);
            boolean stored = false;
            try {
                stored = store.await(await.before(), await.after(), await.children());
            } finally {
                if (!stored) {
                    queueDepth.release(children);
                }
            }
            if (stored) {
                metrics.submitted(children);
            } else {
                log.warn(
                        "Job {} was taken over by another instance; it no longer runs here",
                        running.job().id());
            }
            recorded.remove(running);
            jobReleaser.abandon(running); // which admits the children, if they fit the memory budget
            if (children > 0) {
                instanceNotifier.announceQueuedJobs();
            }
        }

        private void refuse(Calculation calculation, String exception, @Nullable String message) {
            calculation.resumeWith(new AwaitResult.Refused(exception, String.valueOf(message)));
            recorded.remove(running);
            running.task().resume();
        }

        private void later() {
            CompletableFuture.delayedExecutor(PAUSE_MILLIS, TimeUnit.MILLISECONDS, threads)
                    .execute(this);
        }
    }
}
