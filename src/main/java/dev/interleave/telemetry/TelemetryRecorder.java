package dev.interleave.telemetry;

import dev.interleave.execution.metrics.EventLoopReport;
import dev.interleave.execution.metrics.JobMetrics;
import dev.interleave.telemetry.TelemetryPoint.Spread;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Keeps what this instance did in each half minute, for a day. Thread-safe.
@Component
final class TelemetryRecorder {

    /// How long figures are kept.
    static final Duration KEPT = Duration.ofDays(1);

    private static final Logger log = LoggerFactory.getLogger(TelemetryRecorder.class);

    private record Sums(long rounds, long busyNanos, long submitted, long finished, long delivered, long undelivered) {}

    private final TelemetryStore store;
    private final EventLoopReport loop;
    private final JobMetrics jobs;
    private final DeliveryCounters deliveryCounters;
    private final InstantSource clock;
    private Sums last = new Sums(0, 0, 0, 0, 0, 0);

    TelemetryRecorder(
            TelemetryStore store,
            EventLoopReport loop,
            JobMetrics jobs,
            DeliveryCounters deliveryCounters,
            InstantSource clock) {
        this.store = store;
        this.loop = loop;
        this.jobs = jobs;
        this.deliveryCounters = deliveryCounters;
        this.clock = clock;
    }

    /// At the end of each slot; all instances have the same ones.
    @Scheduled(cron = "0/30 * * * * *")
    void endOfSlot() {
        Instant now = clock.instant();
        try {
            store.save(loop.instance(), point(slotBefore(now)), now.minus(KEPT));
        } catch (DataAccessException | TransactionException e) {
            log.warn("the figures of the last half minute could not be kept: {}", e.toString());
        }
    }

    private synchronized TelemetryPoint point(Instant slot) {
        Sums now = sums();
        Sums before = last;
        last = now;
        int seconds = (int) TelemetryPoint.SLOT.toSeconds();
        return new TelemetryPoint(
                slot,
                seconds,
                loop.readyTasks(),
                now.rounds - before.rounds,
                now.busyNanos - before.busyNanos,
                spread(loop.turnMillis(seconds)),
                spread(loop.lagMillis(seconds)),
                now.submitted - before.submitted,
                now.finished - before.finished,
                now.delivered - before.delivered,
                now.undelivered - before.undelivered);
    }

    private Sums sums() {
        DeliveryTotals tries = deliveryCounters.tries();
        return new Sums(
                loop.rounds(),
                loop.busyNanos(),
                jobs.submitted(),
                jobs.finished(),
                tries.delivered(),
                tries.failed() + tries.exhausted());
    }

    /// The slot that has just ended, even if this comes a little early or late.
    private static Instant slotBefore(Instant now) {
        long slot = TelemetryPoint.SLOT.toMillis();
        return Instant.ofEpochMilli(Math.round((double) now.toEpochMilli() / slot) * slot - slot);
    }

    private static Spread spread(EventLoopReport.Spread millis) {
        return new Spread(nanos(millis.p50()), nanos(millis.p99()), nanos(millis.max()));
    }

    private static long nanos(double millis) {
        return Math.round(millis * 1_000_000);
    }
}
