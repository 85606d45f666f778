package dev.interleave.webhook.registration;

import dev.interleave.webhook.Callback;
import dev.interleave.webhook.EventType;
import dev.interleave.webhook.signing.Secret;
import dev.interleave.webhook.signing.SecretPair;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A command to register a callback. Immutable.
///
/// @param url where to send events; the target is checked when it is registered
/// @param events at least one event of jobs
/// @param secret signs the deliveries
public record CallbackRegistration(String url, Set<EventType> events, Secret secret) {

    /// @throws IllegalArgumentException if there are no events, or others than those of jobs
    public CallbackRegistration {
        events = Set.copyOf(events);
        if (events.isEmpty() || !EventType.OF_JOBS.containsAll(events)) {
            throw new IllegalArgumentException("a callback receives at least one event of jobs: " + events);
        }
    }

    /// @param jobId the job, or null for all jobs of the owner
    /// @return the active callback
    public Callback toCallback(UUID id, String owner, @Nullable UUID jobId, Instant createdAt) {
        return new Callback(id, owner, jobId, url, events, Callback.State.ACTIVE, SecretPair.of(secret), createdAt);
    }
}
