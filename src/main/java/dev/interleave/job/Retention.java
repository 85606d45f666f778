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

    public Retention {
        if (finishedJobs.isNegative() || finishedJobs.isZero()) {
            throw new IllegalArgumentException("interleave.retention.finished-jobs must be longer than 0");
        }
    }
}
