package dev.interleave.telemetry;

import dev.interleave.execution.metrics.EventLoopReport;
import dev.interleave.execution.metrics.JobMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// The current telemetry of this instance. Thread-safe.
@Component
public final class CurrentTelemetry {

    /// Rates of about the last second.
    ///
    /// @param submitted accepted jobs per second
    /// @param finished finished jobs per second
    /// @param busy share of the time that the loop was busy, from 0 to 1
    public record Rates(double submitted, double finished, double busy) {}

    private record Sums(long nanoTime, long submitted, long finished, long busyNanos) {}

    private static final double NANOS_PER_SECOND = 1e9;

    private final EventLoopReport loop;
    private final JobMetrics jobs;
    private final MeterRegistry registry;
    private final InstantSource clock;
    private Sums last;
    private volatile Rates rates = new Rates(0, 0, 0);

    CurrentTelemetry(EventLoopReport loop, JobMetrics jobs, MeterRegistry registry, InstantSource clock) {
        this.loop = loop;
        this.jobs = jobs;
        this.registry = registry;
        this.clock = clock;
        this.last = sums();
    }

    /// @return the current time
    public Instant now() {
        return clock.instant();
    }

    /// @return the report of the loop
    public EventLoopReport loop() {
        return loop;
    }

    /// @return rates of the last second
    public Rates rates() {
        return rates;
    }

    /// @return accepted jobs since the start
    public long submitted() {
        return jobs.submitted();
    }

    /// @return finished jobs since the start
    public long finished() {
        return jobs.finished();
    }

    /// @return attempts of deliveries since the start
    public DeliveryCounters deliveries() {
        return DeliveryCounters.read(registry);
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
