package dev.interleave.quota.usage;

import dev.interleave.quota.limits.Limit;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// Counts refused requests by limit. Thread-safe.
@Component
public final class QuotaMetrics {

    private final Map<Limit, Counter> refused;

    QuotaMetrics(MeterRegistry registry) {
        refused = Arrays.stream(Limit.values())
                .collect(Collectors.toMap(
                        Function.identity(),
                        limit -> Counter.builder("interleave.quota.refused")
                                .description("Requests that were refused because a quota of their owner is used up")
                                .tag("limit", limit.wireName())
                                .register(registry)));
    }

    /// @param limit that is used up
    public void countRefusal(Limit limit) {
        Objects.requireNonNull(refused.get(limit)).increment();
    }
}
