package dev.interleave.execution;

import dev.interleave.job.JobStore;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;

/// What has to be done now and then.
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class Housekeeper {

    private static final Logger log = LoggerFactory.getLogger(Housekeeper.class);
    private static final int BATCH = 500;

    private final JobStore store;
    private final QueuePump pump;
    private final Strays strays;
    private final LoopFigures figures;
    private final LoopMetrics metrics;
    private final InstantSource clock;

    Housekeeper(
            JobStore store,
            QueuePump pump,
            Strays strays,
            LoopFigures figures,
            LoopMetrics metrics,
            InstantSource clock) {
        this.store = store;
        this.pump = pump;
        this.strays = strays;
        this.figures = figures;
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
            log.warn("what has expired could not be deleted, it will be tried again: {}", e.toString());
        }
    }

    /// In case the store failed when there was room.
    @Scheduled(fixedDelay = 5_000)
    void admitWaiting() {
        pump.look();
    }

    @Scheduled(fixedDelay = 10_000, initialDelay = 10_000)
    void mendStrays() {
        try {
            strays.mend();
        } catch (DataAccessException | TransactionException e) {
            log.warn("it could not be checked who runs which jobs, it will be tried again: {}", e.toString());
        }
    }

    @Scheduled(fixedRate = 1_000)
    void tick() {
        figures.turns().tick();
        figures.lags().tick();
        metrics.tick();
    }
}
