package dev.interleave.execution;

import dev.interleave.eventloop.Scheduling;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How the loop works.
///
/// @param scheduling which job has the next turn
/// @param warmUp how long the service computes for practice before it takes requests, so that the first user
///     does not wait for code to be compiled; 0 for not at all
@Validated
@ConfigurationProperties("interleave.event-loop")
public record EventLoopSettings(
        @DefaultValue("fair") @NotNull Scheduling scheduling,
        @DefaultValue("PT1S") @NotNull Duration warmUp) {

    private static final Duration LONGEST_WARM_UP = Duration.ofMinutes(1);

    public EventLoopSettings {
        if (warmUp.isNegative() || warmUp.compareTo(LONGEST_WARM_UP) > 0) {
            throw new IllegalArgumentException("interleave.event-loop.warm-up must be from PT0S to PT1M");
        }
    }
}
