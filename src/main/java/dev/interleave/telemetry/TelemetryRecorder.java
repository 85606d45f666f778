package dev.interleave.telemetry;

import dev.interleave.execution.metrics.EventLoopReport;
import dev.interleave.execution.metrics.JobMetrics;
import dev.interleave.telemetry.TelemetryPoint.Spread;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Records the telemetry of this instance every half minute, for a day. Thread-safe.
@Component
final class TelemetryRecorder {

    /// How long the history is kept.
    static final Duration RETENTION = Duration.ofDays(1);

    private static final Logger log = LoggerFactory.getLogger(TelemetryRecorder.class);

    private record Sums(long rounds, long busyNanos, long submitted, long finished, long delivered, long undelivered) {}

    private final TelemetryStore store;
    private final EventLoopReport loop;
    private final JobMetrics jobs;
    private final MeterRegistry registry;
    private final InstantSource clock;
    private Sums last = new Sums(0, 0, 0, 0, 0, 0);

    TelemetryRecorder(
            TelemetryStore store, EventLoopReport loop, JobMetrics jobs, MeterRegistry registry, InstantSource clock) {
        this.store = store;
        this.loop = loop;
        this.jobs = jobs;
        this.registry = registry;
        this.clock = clock;
    }

    /// Runs at the end of each slot; all instances have the same slots.
    @Scheduled(cron = "0/30 * * * * *")
    void record() {
        Instant now = clock.instant();
        try {
            store.save(loop.instance(), point(slotBefore(now)), now.minus(RETENTION));
        } catch (DataAccessException | TransactionException e) {
            log.warn("Could not record the telemetry of the last half minute: {}", e.toString());
            log.debug("Could not record the telemetry of the last half minute", e);
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
        DeliveryCounters attempts = DeliveryCounters.read(registry);
        return new Sums(
                loop.rounds(),
                loop.busyNanos(),
                jobs.submitted(),
                jobs.finished(),
                attempts.delivered(),
                attempts.failed() + attempts.exhausted());
    }

    /// Rounds, because the schedule can run a little early or late.
    ///
    /// @return the start of the slot that has just ended
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
