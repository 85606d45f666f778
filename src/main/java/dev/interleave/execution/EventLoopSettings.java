package dev.interleave.execution;

import dev.interleave.eventloop.Scheduling;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How the loop works.
///
/// @param scheduling which job has the next turn
@Validated
@ConfigurationProperties("interleave.event-loop")
public record EventLoopSettings(
        @DefaultValue("interleaved") @NotNull Scheduling scheduling) {}
