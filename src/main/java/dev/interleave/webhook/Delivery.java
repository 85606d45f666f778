package dev.interleave.webhook;

import dev.interleave.job.model.TraceParent;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An event that is owed to a callback. Immutable.
///
/// @param id a UUIDv7
/// @param callbackId to whom
/// @param jobId of which job, if of any
/// @param event what happened
/// @param body what is sent, always the same
/// @param state what has become of it
/// @param attempts how many tries there were
/// @param failures how many of them have failed since it was last asked for
/// @param cycle how often it was asked for again
/// @param createdAt since when it is owed
/// @param nextAt when it is tried next, while it is owed
/// @param settledAt when it was delivered or given up
/// @param trace the span of which its tries are children, if there is one
public record Delivery(
        UUID id,
        UUID callbackId,
        @Nullable UUID jobId,
        EventType event,
        String body,
        State state,
        int attempts,
        int failures,
        int cycle,
        Instant createdAt,
        @Nullable Instant nextAt,
        @Nullable Instant settledAt,
        @Nullable TraceParent trace) {

    /// What has become of a delivery.
    public enum State {
        /// It is going to be tried, for the first time or again.
        OWED,
        /// The receiver has answered with a 2xx.
        DELIVERED,
        /// It was given up; somebody may have it sent again.
        EXHAUSTED
    }

    public static Delivery owed(
            UUID id,
            UUID callbackId,
            @Nullable UUID jobId,
            EventType event,
            String body,
            Instant now,
            @Nullable TraceParent trace) {
        return new Delivery(id, callbackId, jobId, event, body, State.OWED, 0, 0, 0, now, now, null, trace);
    }

    /// @return the `webhook-id`, the same at each try
    public String webhookId() {
        return "msg_" + id.toString().replace("-", "");
    }

    /// @param now the time of the success
    /// @return after one more try
    public Delivery delivered(Instant now) {
        return after(State.DELIVERED, failures, null, now);
    }

    /// @param next when to try again
    /// @return after one more try, which failed
    public Delivery failed(Instant next) {
        return after(State.OWED, failures + 1, next, null);
    }

    /// @param now the time
    /// @return after one more try, the last one
    public Delivery exhausted(Instant now) {
        return after(State.EXHAUSTED, failures + 1, null, now);
    }

    /// @param now the time
    /// @return whether its next try is still to be waited for
    public boolean isEarlyAt(Instant now) {
        return nextAt != null && now.isBefore(nextAt);
    }

    /// @param now the time
    /// @return owed once more, from the first pause on
    public Delivery redelivered(Instant now) {
        return new Delivery(
                id, callbackId, jobId, event, body, State.OWED, attempts, 0, cycle + 1, createdAt, now, null, trace);
    }

    private Delivery after(State next, int failed, @Nullable Instant retry, @Nullable Instant settled) {
        return new Delivery(
                id,
                callbackId,
                jobId,
                event,
                body,
                next,
                attempts + 1,
                failed,
                cycle,
                createdAt,
                retry,
                settled,
                trace);
    }
}
