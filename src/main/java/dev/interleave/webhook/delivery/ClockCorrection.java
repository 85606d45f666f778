package dev.interleave.webhook.delivery;

import dev.interleave.store.GroupCommit;
import dev.interleave.webhook.Delivery;
import dev.interleave.webhook.DeliveryQueue;
import dev.interleave.webhook.DeliveryStore;
import dev.interleave.webhook.DeliveryStore.Ahead;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Moves the next attempts of deliveries back when the clock was set back, so that they do not stall until the clock
/// has caught up. Not thread-safe; the scheduler calls it on one thread.
///
/// The latest attempt of such a delivery is in the future. Its next attempt keeps its distance to that attempt, and is
/// counted from now. So the correction is harmless where another instance has made it before.
@Component
public final class ClockCorrection {

    private static final Logger log = LoggerFactory.getLogger(ClockCorrection.class);
    private static final int BATCH = 500;

    /// Smaller steps come from the synchronization of clocks.
    private static final Duration TOLERANCE = Duration.ofSeconds(10);

    private final DeliveryStore deliveries;
    private final DeliveryQueue queue;
    private final GroupCommit commits;
    private final InstantSource clock;
    private @Nullable Instant checked; // null before the first check, and after a failure
    private long checkedNanos;

    ClockCorrection(DeliveryStore deliveries, DeliveryQueue queue, GroupCommit commits, InstantSource clock) {
        this.deliveries = deliveries;
        this.queue = queue;
        this.commits = commits;
        this.clock = clock;
    }

    /// Compares the clock with the monotonic clock. Corrects at the first call too: the clock may have been set back
    /// while no instance was running.
    @Scheduled(fixedDelay = 10_000, initialDelay = 10_000)
    public void check() {
        Instant now = clock.instant();
        long nanos = System.nanoTime();
        boolean isSetBack = checked == null
                || now.isBefore(checked.plusNanos(nanos - checkedNanos).minus(TOLERANCE));
        checkedNanos = nanos;
        checked = isSetBack && !correct(now) ? null : now;
    }

    private boolean correct(Instant now) {
        try {
            int corrected = BATCH;
            while (corrected == BATCH) {
                corrected = commits.write(() -> correctBatch(now));
                if (corrected > 0) {
                    log.warn("The clock was set back; moved the next attempts of {} deliveries", corrected);
                }
            }
            return true;
        } catch (DataAccessException | TransactionException e) {
            log.debug("Could not correct the next attempts of deliveries", e);
            return false;
        }
    }

    private int correctBatch(Instant now) {
        List<Ahead> ahead = deliveries.findAhead(now.plus(TOLERANCE), BATCH);
        for (Ahead found : ahead) {
            Delivery delivery = found.delivery();
            Instant nextAt = delivery.nextAt();
            Duration pause = nextAt == null || nextAt.isBefore(found.since())
                    ? Duration.ZERO
                    : Duration.between(found.since(), nextAt);
            deliveries.changeNextAt(delivery, now.plus(pause));
            queue.reschedule(delivery, now.plus(pause));
        }
        return ahead.size();
    }
}
