package dev.interleave.webhook;

import dev.interleave.job.model.JobState;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a callback can hear of.
public enum EventType {
    /// A job was let into the loop.
    JOB_STARTED,
    /// A job ended with a result.
    JOB_SUCCEEDED,
    /// A job ended with a problem.
    JOB_FAILED,
    /// A job was cancelled.
    JOB_CANCELLED,
    /// A test, on request.
    PING;

    /// What a callback hears of if it does not say.
    public static final Set<EventType> DEFAULT = EnumSet.of(JOB_SUCCEEDED, JOB_FAILED, JOB_CANCELLED);

    /// What a callback may ask for.
    public static final Set<EventType> OF_JOBS = EnumSet.complementOf(EnumSet.of(PING));

    /// @return as in JSON: `job.succeeded`
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    public static EventType of(String wireName) {
        return Arrays.stream(values())
                .filter(type -> type.wireName().equals(wireName))
                .findFirst()
                .orElseThrow();
    }

    /// @return the event of a job's end in that state; empty if the state is no end
    public static Optional<EventType> ofEnd(JobState state) {
        return switch (state) {
            case QUEUED, RUNNING, PAUSED -> Optional.empty();
            case SUCCEEDED -> Optional.of(JOB_SUCCEEDED);
            case FAILED -> Optional.of(JOB_FAILED);
            case CANCELLED -> Optional.of(JOB_CANCELLED);
        };
    }
}
