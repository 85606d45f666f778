package dev.interleave.webhook;

import dev.interleave.job.model.Job;
import dev.interleave.webhook.signing.Secret;
import dev.interleave.webhook.signing.SecretPair;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A URL that receives events of one job, or of all jobs of its owner. Immutable.
///
/// @param id a UUIDv7
/// @param owner the tenant it belongs to
/// @param jobId the job, or null for a standing callback
/// @param url where events are sent
/// @param events the events it receives
/// @param state active or disabled
/// @param secrets sign its deliveries
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

    /// State of a callback.
    public enum State {
        /// Receives events.
        ACTIVE,
        /// Its receiver answered 410 and gets nothing more.
        DISABLED
    }

    public Callback {
        events = EnumSet.copyOf(events);
    }

    /// @return whether this callback receives that event of that job
    public boolean receives(EventType event, Job job) {
        return state == State.ACTIVE
                && events.contains(event)
                && owner.equals(job.owner())
                && (jobId == null || jobId.equals(job.id()));
    }

    /// @return the callback with a new secret; the previous one stays valid for a while
    public Callback rotated(Secret next, Instant now) {
        return new Callback(id, owner, jobId, url, events, state, secrets.rotated(next, now), createdAt);
    }
}
