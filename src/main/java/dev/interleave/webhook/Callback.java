package dev.interleave.webhook;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A URL that wants to hear of a job, or of all jobs. Immutable.
///
/// @param id a UUIDv7
/// @param jobId which job, or null for all
/// @param url where to
/// @param events what it wants to hear of
/// @param state whether it is used
/// @param secrets what its deliveries are signed with
/// @param createdAt when it was registered
public record Callback(
        UUID id,
        @Nullable UUID jobId,
        String url,
        Set<EventType> events,
        State state,
        SecretPair secrets,
        Instant createdAt) {

    /// Whether a callback is used.
    public enum State {
        /// It is.
        ACTIVE,
        /// Its receiver said that it is gone for good.
        DISABLED
    }

    public Callback {
        events = EnumSet.copyOf(events);
    }

    boolean hearsOf(UUID job, EventType event) {
        return state == State.ACTIVE && events.contains(event) && (jobId == null || jobId.equals(job));
    }

    Callback rotated(Secret next, Instant now) {
        return new Callback(id, jobId, url, events, state, secrets.rotated(next, now), createdAt);
    }
}
