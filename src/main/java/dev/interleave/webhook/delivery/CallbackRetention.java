package dev.interleave.webhook.delivery;

import dev.interleave.job.Retention;
import dev.interleave.store.GroupCommit;
import dev.interleave.webhook.DeliveryStore;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Deletes deliveries that were settled as long ago as results are kept, and callbacks of jobs that are gone.
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

    /// In small batches, so that other writes come in between.
    @Scheduled(fixedDelay = 60_000, initialDelay = 15_000)
    public void deleteSettled() {
        try {
            boolean more = true;
            while (more) {
                var before = clock.instant().minus(retention.finishedJobs());
                more = commits.write(() -> deliveries.deleteSettled(before, BATCH)) >= BATCH;
            }
        } catch (DataAccessException | TransactionException e) {
            log.warn("old deliveries could not be deleted, it will be tried again: {}", e.toString());
        }
    }
}
