package dev.interleave.webhook.delivery;

import dev.interleave.job.Retention;
import dev.interleave.store.GroupCommit;
import dev.interleave.webhook.DeliveryStore;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Deletes deliveries after the retention of finished jobs, and callbacks of deleted jobs. Thread-safe.
@Component("webhookHousekeeping")
public class CallbackRetention {

    private static final Logger log = LoggerFactory.getLogger(CallbackRetention.class);
    private static final int BATCH = 500;

    private final GroupCommit commits;
    private final DeliveryStore deliveries;
    private final Retention retention;
    private final InstantSource clock;

    CallbackRetention(GroupCommit commits, DeliveryStore deliveries, Retention retention, InstantSource clock) {
        this.commits = commits;
        this.deliveries = deliveries;
        this.retention = retention;
        this.clock = clock;
    }

    /// Works in small batches, so that other writes can run in between.
    @Scheduled(fixedDelay = 60_000, initialDelay = 15_000)
    public void deleteSettled() {
        try {
            Instant settledBefore = clock.instant().minus(retention.finishedJobs());
            int deleted = BATCH;
            while (deleted >= BATCH) {
                deleted = commits.write(() -> deliveries.deleteSettled(settledBefore, BATCH));
            }
        } catch (DataAccessException | TransactionException e) {
            log.warn("Could not delete expired deliveries; retrying in one minute: {}", e.toString());
            log.debug("Could not delete expired deliveries", e);
        }
    }
}
