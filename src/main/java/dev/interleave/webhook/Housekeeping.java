package dev.interleave.webhook;

import dev.interleave.job.Retention;
import dev.interleave.store.GroupCommit;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Deletes deliveries that were settled as long ago as results are kept, and callbacks of jobs that are gone.
@Component("webhookHousekeeping")
class Housekeeping {

    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);
    private static final int BATCH = 500;

    private final GroupCommit commits;
    private final DeliveryStore deliveries;
    private final Retention retention;
    private final InstantSource clock;

    Housekeeping(GroupCommit commits, DeliveryStore deliveries, Retention retention, InstantSource clock) {
        this.commits = commits;
        this.deliveries = deliveries;
        this.retention = retention;
        this.clock = clock;
    }

    /// In small batches, so that other writes come in between.
    @Scheduled(fixedDelay = 60_000, initialDelay = 15_000)
    void deleteSettled() {
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
