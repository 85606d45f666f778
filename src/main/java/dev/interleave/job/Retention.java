package dev.interleave.job;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// The settings `interleave.retention`. Immutable.
///
/// @param finishedJobs how long the result of a finished job is kept; the job itself is remembered for as long
///     again
@Validated
@ConfigurationProperties("interleave.retention")
public record Retention(@DefaultValue("P7D") @NotNull Duration finishedJobs) {

    private static final Duration SHORTEST = Duration.ofMinutes(1);

    public Retention {
        if (finishedJobs.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("interleave.retention.finished-jobs must be at least PT1M");
        }
    }
}
