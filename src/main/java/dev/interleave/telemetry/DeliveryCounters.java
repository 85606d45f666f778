package dev.interleave.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/// Attempts of deliveries by this instance since its start, by outcome. Immutable.
///
/// @param delivered accepted by the receiver
/// @param failed to be retried
/// @param exhausted failed and not retried
public record DeliveryCounters(long delivered, long failed, long exhausted) {

    private static final String ATTEMPTS = "interleave.webhook.attempts";

    /// Reads the meters that operators see, so that this module does not depend on the one that makes deliveries.
    static DeliveryCounters read(MeterRegistry registry) {
        return new DeliveryCounters(
                count(registry, "delivered"), count(registry, "failed"), count(registry, "exhausted"));
    }

    private static long count(MeterRegistry registry, String outcome) {
        return registry.find(ATTEMPTS).tag("outcome", outcome).timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }
}
