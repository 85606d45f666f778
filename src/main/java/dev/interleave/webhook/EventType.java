package dev.interleave.webhook;

import dev.interleave.job.model.JobState;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// An event that a callback can receive.
public enum EventType {
    /// A job was admitted to the loop.
    JOB_STARTED,
    /// A job finished with a result.
    JOB_SUCCEEDED,
    /// A job failed.
    JOB_FAILED,
    /// A job was cancelled.
    JOB_CANCELLED,
    /// A test event, on request.
    PING;

    /// The events of a callback that names none: every end of a job.
    public static final Set<EventType> DEFAULT = EnumSet.of(JOB_SUCCEEDED, JOB_FAILED, JOB_CANCELLED);

    /// The events that a callback can name.
    public static final Set<EventType> OF_JOBS = EnumSet.complementOf(EnumSet.of(PING));

    /// @return the name in JSON, such as `job.succeeded`
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    public static EventType of(String wireName) {
        return Arrays.stream(values())
                .filter(type -> type.wireName().equals(wireName))
                .findFirst()
                .orElseThrow();
    }

    /// @return the event of a job that ends in this state; empty if the state is not final
    public static Optional<EventType> ofFinalState(JobState state) {
        return switch (state) {
            case WAITING, SCHEDULED, QUEUED, RUNNING, PAUSED -> Optional.empty();
            case SUCCEEDED -> Optional.of(JOB_SUCCEEDED);
            case FAILED -> Optional.of(JOB_FAILED);
            case CANCELLED -> Optional.of(JOB_CANCELLED);
        };
    }
}
