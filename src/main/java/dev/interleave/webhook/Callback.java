package dev.interleave.webhook;

import dev.interleave.job.model.Job;
import dev.interleave.webhook.signing.Secret;
import dev.interleave.webhook.signing.SecretPair;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A URL that wants to hear of a job, or of all jobs of its owner. Immutable.
///
/// @param id a UUIDv7
/// @param owner whose it is
/// @param jobId which job, or null for all of the owner's
/// @param url where to
/// @param events what it wants to hear of
/// @param state whether it is used
/// @param secrets what its deliveries are signed with
/// @param createdAt when it was registered
public record Callback(
        UUID id,
        String owner,
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

    public boolean hearsOf(Job job, EventType event) {
        return state == State.ACTIVE
                && events.contains(event)
                && owner.equals(job.owner())
                && (jobId == null || jobId.equals(job.id()));
    }

    public Callback rotated(Secret next, Instant now) {
        return new Callback(id, owner, jobId, url, events, state, secrets.rotated(next, now), createdAt);
    }
}
