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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
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

    /// How long a scrape waits for the database.
    private static final Duration MAX_WAIT = Duration.ofMillis(300);

    private final MeterRegistry registry;
    private final DeliveryStore deliveries;
    private final InstantSource clock;
    private final AtomicReference<@Nullable CompletableFuture<Backlog>> reading = new AtomicReference<>();
    private volatile @Nullable Backlog last;
    private volatile boolean late;

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
        Backlog backlog = backlog();
        return backlog == null ? Double.NaN : value.applyAsDouble(backlog);
    }

    /// Does not wait for a database that has been late: a scrape must not take long, least of all while the database
    /// does not respond.
    ///
    /// @return the current backlog, or the last known one if the database is late; null if none is known
    private @Nullable Backlog backlog() {
        CompletableFuture<Backlog> current = read();
        if (late && !current.isDone()) {
            return last;
        }
        try {
            return current.get(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            late = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return last;
    }

    private CompletableFuture<Backlog> read() {
        CompletableFuture<Backlog> started = new CompletableFuture<>();
        CompletableFuture<Backlog> running = reading.compareAndExchange(null, started);
        if (running != null) {
            return running;
        }
        Thread.ofVirtual().name("delivery-metrics").start(() -> {
            try {
                Backlog backlog = deliveries.backlog(clock.instant());
                last = backlog;
                late = false;
                started.complete(backlog);
            } catch (RuntimeException e) {
                started.completeExceptionally(e);
            } finally {
                reading.set(null);
            }
        });
        return started;
    }

    private double ageSeconds(Backlog backlog) {
        Instant oldest = backlog.oldest();
        return oldest == null ? 0 : Duration.between(oldest, clock.instant()).toMillis() / 1_000.0;
    }
}
