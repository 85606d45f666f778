package dev.interleave.telemetry;

import dev.interleave.execution.metrics.EventLoopReport;
import dev.interleave.execution.metrics.JobMetrics;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// What this instance is doing right now. Thread-safe.
@Component
public final class CurrentTelemetry {

    /// What happened in about the last second, in numbers per second.
    ///
    /// @param submitted jobs that were accepted
    /// @param finished jobs that have ended
    /// @param busy the share of its time that the loop worked, from 0 to 1
    public record Rates(double submitted, double finished, double busy) {}

    private record Sums(long nanoTime, long submitted, long finished, long busyNanos) {}

    private static final double NANOS_PER_SECOND = 1e9;

    private final EventLoopReport loop;
    private final JobMetrics jobs;
    private final DeliveryCounters deliveryCounters;
    private final InstantSource clock;
    private Sums last;
    private volatile Rates rates = new Rates(0, 0, 0);

    CurrentTelemetry(EventLoopReport loop, JobMetrics jobs, DeliveryCounters deliveryCounters, InstantSource clock) {
        this.loop = loop;
        this.jobs = jobs;
        this.deliveryCounters = deliveryCounters;
        this.clock = clock;
        this.last = sums();
    }

    /// @return the time
    public Instant now() {
        return clock.instant();
    }

    /// @return the loop
    public EventLoopReport loop() {
        return loop;
    }

    /// @return of the last second
    public Rates rates() {
        return rates;
    }

    /// @return how many jobs were accepted since the start
    public long submitted() {
        return jobs.submitted();
    }

    /// @return how many have ended since the start
    public long finished() {
        return jobs.finished();
    }

    /// @return since the start
    public DeliveryTotals deliveryTries() {
        return deliveryCounters.tries();
    }

    @Scheduled(fixedRate = 1_000)
    synchronized void tick() {
        Sums now = sums();
        double nanos = Math.max(1, now.nanoTime - last.nanoTime);
        rates = new Rates(
                (now.submitted - last.submitted) * NANOS_PER_SECOND / nanos,
                (now.finished - last.finished) * NANOS_PER_SECOND / nanos,
                Math.min(1, (now.busyNanos - last.busyNanos) / nanos));
        last = now;
    }

    private Sums sums() {
        return new Sums(System.nanoTime(), jobs.submitted(), jobs.finished(), loop.busyNanos());
    }
}
