package dev.interleave.webhook;

import dev.interleave.job.origin.TraceParent;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An event to be sent to a callback. Immutable.
///
/// @param id a UUIDv7
/// @param callbackId the callback that receives the event
/// @param jobId the job of the event, null for a ping
/// @param event the type of the event
/// @param body the request body, the same in every attempt; empty until the first attempt
/// @param state pending, delivered or exhausted
/// @param attempts number of attempts so far
/// @param failures number of failed attempts in this cycle
/// @param cycle number of redeliveries requested by clients
/// @param createdAt time of the event
/// @param nextAt time of the next attempt, null unless pending
/// @param settledAt when it was delivered or exhausted, null while pending
/// @param trace the parent span of the attempts, null if the job is not traced
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

    /// State of a delivery.
    public enum State {
        /// An attempt is scheduled or under way.
        PENDING("owed"),
        /// The receiver answered with a 2xx status.
        DELIVERED("delivered"),
        /// All attempts failed; a client can request a redelivery.
        EXHAUSTED("exhausted");

        private final String wireName;

        State(String wireName) {
            this.wireName = wireName;
        }

        /// @return the name in JSON; the database has it in upper case
        public String wireName() {
            return wireName;
        }

        /// @param name from the database
        /// @return the state
        /// @throws IllegalArgumentException if no state has this name
        public static State ofColumn(String name) {
            for (State state : values()) {
                if (state.column().equals(name)) {
                    return state;
                }
            }
            throw new IllegalArgumentException("unknown delivery state " + name);
        }

        /// @return the name in the database
        public String column() {
            return wireName.toUpperCase(Locale.ROOT);
        }
    }

    /// @return a new delivery, due now
    public static Delivery pending(
            UUID id, UUID callbackId, @Nullable UUID jobId, EventType event, Instant now, @Nullable TraceParent trace) {
        return new Delivery(id, callbackId, jobId, event, "", State.PENDING, 0, 0, 0, now, now, null, trace);
    }

    /// @return the `webhook-id` header, the same in every attempt
    public String webhookId() {
        return "msg_" + id.toString().replace("-", "");
    }

    /// @return this delivery with its request body
    public Delivery withBody(String rendered) {
        return new Delivery(
                id,
                callbackId,
                jobId,
                event,
                rendered,
                state,
                attempts,
                failures,
                cycle,
                createdAt,
                nextAt,
                settledAt,
                trace);
    }

    /// @return the delivery after a successful attempt
    public Delivery delivered(Instant now) {
        return attempted(State.DELIVERED, failures, null, now);
    }

    /// @param next time of the next attempt
    /// @return the delivery after a failed attempt
    public Delivery failed(Instant next) {
        return attempted(State.PENDING, failures + 1, next, null);
    }

    /// @return the delivery after the last failed attempt
    public Delivery exhausted(Instant now) {
        return attempted(State.EXHAUSTED, failures + 1, null, now);
    }

    /// @return whether the next attempt is not due yet
    public boolean isEarlyAt(Instant now) {
        return nextAt != null && now.isBefore(nextAt);
    }

    /// @return pending again, due now, with all attempts of the retry schedule
    public Delivery redelivered(Instant now) {
        return new Delivery(
                id, callbackId, jobId, event, body, State.PENDING, attempts, 0, cycle + 1, createdAt, now, null, trace);
    }

    private Delivery attempted(State next, int failed, @Nullable Instant retry, @Nullable Instant settled) {
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
