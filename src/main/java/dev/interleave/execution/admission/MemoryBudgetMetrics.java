package dev.interleave.execution.admission;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/// Exports how much of the memory budget is reserved.
@Component
final class MemoryBudgetMetrics {

    MemoryBudgetMetrics(MemoryBudget budget, MeterRegistry registry) {
        Gauge.builder("interleave.memory.budget.used", budget, MemoryBudget::used)
                .description("Memory that is reserved for jobs in the loop")
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder("interleave.memory.budget.limit", budget, MemoryBudget::limit)
                .description("Memory that jobs in the loop share")
                .baseUnit("bytes")
                .register(registry);
    }
}
