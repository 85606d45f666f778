package dev.interleave.execution;

import dev.interleave.execution.cluster.JobReconciler;
import dev.interleave.execution.metrics.EventLoopMetrics;
import dev.interleave.execution.metrics.LoopStatistics;
import dev.interleave.execution.submission.QueuePoller;
import dev.interleave.job.JobStore;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;

/// Schedules periodic maintenance: retention, polling of the queue, reconciliation, rolling metrics.
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class MaintenanceScheduler {

    private static final Logger log = LoggerFactory.getLogger(MaintenanceScheduler.class);
    private static final int BATCH = 500;

    private final JobStore store;
    private final QueuePoller queuePoller;
    private final JobReconciler jobReconciler;
    private final LoopStatistics statistics;
    private final EventLoopMetrics metrics;
    private final InstantSource clock;

    MaintenanceScheduler(
            JobStore store,
            QueuePoller queuePoller,
            JobReconciler jobReconciler,
            LoopStatistics statistics,
            EventLoopMetrics metrics,
            InstantSource clock) {
        this.store = store;
        this.queuePoller = queuePoller;
        this.jobReconciler = jobReconciler;
        this.statistics = statistics;
        this.metrics = metrics;
        this.clock = clock;
    }

    /// In small batches, so that other writes come in between.
    @Scheduled(fixedDelay = 10_000, initialDelay = 10_000)
    void deleteExpired() {
        try {
            boolean more = true;
            while (more) {
                more = store.deleteExpired(clock.instant(), BATCH) >= BATCH;
            }
        } catch (DataAccessException | TransactionException e) {
            log.warn("Could not delete expired jobs; retrying: {}", e.toString());
        }
    }

    /// Covers a failure of the store at the moment at which memory was released.
    @Scheduled(fixedDelay = 5_000)
    void admitWaiting() {
        queuePoller.poll();
    }

    @Scheduled(fixedDelay = 10_000, initialDelay = 10_000)
    void reconcileJobs() {
        try {
            jobReconciler.reconcile();
        } catch (DataAccessException | TransactionException e) {
            log.warn("Job reconciliation failed; retrying: {}", e.toString());
        }
    }

    @Scheduled(fixedRate = 1_000)
    void tick() {
        statistics.turns().tick();
        statistics.lags().tick();
        metrics.tick();
    }
}
