package dev.interleave.figures;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.springframework.stereotype.Component;

/// Tries to make deliveries, by outcome, since the start: read from the meters that operators have, so that this
/// room need not know the one that makes them. Thread-safe.
@Component
final class Deliveries {

    private static final String ATTEMPTS = "interleave.webhook.attempts";

    /// @param delivered tries that the receiver took
    /// @param failed tries that will be repeated
    /// @param exhausted last tries that failed
    record Outcomes(long delivered, long failed, long exhausted) {}

    private final MeterRegistry registry;

    Deliveries(MeterRegistry registry) {
        this.registry = registry;
    }

    Outcomes outcomes() {
        return new Outcomes(count("delivered"), count("failed"), count("exhausted"));
    }

    private long count(String outcome) {
        return registry.find(ATTEMPTS).tag("outcome", outcome).timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }
}
