package dev.interleave.execution.run;

import dev.interleave.eventloop.Scheduling;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// The settings `interleave.event-loop`. Immutable.
///
/// @param scheduling which job has the next turn
/// @param warmUp how long the service computes for practice while it starts, so that the code is compiled by the
///     first request; 0 for not at all
/// @param checkpointInterval how much loop time a job may receive before it is saved, and so about how much of
///     it a crash can cost
@Validated
@ConfigurationProperties("interleave.event-loop")
public record EventLoopSettings(
        @DefaultValue("fair") @NotNull Scheduling scheduling,
        @DefaultValue("PT1S") @NotNull Duration warmUp,
        @DefaultValue("PT3S") @NotNull Duration checkpointInterval) {

    private static final Duration LONGEST_WARM_UP = Duration.ofMinutes(1);
    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);

    public EventLoopSettings {
        if (warmUp.isNegative() || warmUp.compareTo(LONGEST_WARM_UP) > 0) {
            throw new IllegalArgumentException("interleave.event-loop.warm-up must be from PT0S to PT1M");
        }
        if (checkpointInterval.compareTo(SHORTEST_INTERVAL) < 0) {
            throw new IllegalArgumentException("interleave.event-loop.checkpoint-interval must be at least PT0.1S");
        }
    }
}
