package dev.interleave.webhook.delivery;

import dev.interleave.webhook.Delivery;
import dev.interleave.webhook.DeliveryStore;
import dev.interleave.webhook.DeliveryStore.Backlog;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.ToDoubleFunction;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/// Metrics of deliveries: attempts by outcome and latency, and the backlog. Thread-safe.
@Component
final class DeliveryMetrics {

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(10),
        Duration.ofMillis(50),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15)
    };

    private final MeterRegistry registry;
    private final DeliveryStore deliveries;
    private final InstantSource clock;

    DeliveryMetrics(MeterRegistry registry, DeliveryStore deliveries, InstantSource clock) {
        this.registry = registry;
        this.deliveries = deliveries;
        this.clock = clock;
        gauge("interleave.webhook.deliveries.owed", "Pending deliveries", Backlog::pending);
        gauge(
                "interleave.webhook.deliveries.overdue",
                "Pending deliveries past the time of their next attempt",
                Backlog::overdue);
        Gauge.builder("interleave.webhook.deliveries.oldest.age", this, metrics -> metrics.read(this::ageSeconds))
                .description("Age of the oldest pending delivery")
                .baseUnit("seconds")
                .register(registry);
    }

    void attempted(Delivery.State outcome, Duration latency) {
        Timer.builder("interleave.webhook.attempts")
                .description("Attempts of deliveries, by outcome")
                .tag("outcome", outcome == Delivery.State.PENDING ? "failed" : outcome.wireName())
                .serviceLevelObjectives(BUCKETS)
                .register(registry)
                .record(latency);
    }

    private void gauge(String name, String description, ToDoubleFunction<Backlog> value) {
        Gauge.builder(name, this, metrics -> metrics.read(value))
                .description(description)
                .register(registry);
    }

    private double read(ToDoubleFunction<Backlog> value) {
        try {
            return value.applyAsDouble(deliveries.backlog(clock.instant()));
        } catch (DataAccessException e) {
            return Double.NaN;
        }
    }

    private double ageSeconds(Backlog backlog) {
        Instant oldest = backlog.oldest();
        return oldest == null ? 0 : Duration.between(oldest, clock.instant()).toMillis() / 1_000.0;
    }
}
