package dev.interleave.program.run;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/// Exports how much programs execute on this instance. Their outcomes and durations are among the metrics of jobs.
@Component
final class ProgramMetrics {

    ProgramMetrics(Programs programs, MeterRegistry registry) {
        FunctionCounter.builder("interleave.programs.instructions", programs, Programs::instructions)
                .description("Instructions of programs that were executed, long ones counted as many")
                .register(registry);
    }
}
