package dev.interleave.webhook.web;

import dev.interleave.webhook.Delivery;
import dev.interleave.webhook.DeliveryAttempt;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The JSON of a delivery.
@Schema(name = "Delivery", description = "An event for a callback, with all attempts to send it")
record DeliveryView(
        @Schema(description = "A UUIDv7") String id,

        @Schema(description = "The header webhook-id, the same in every attempt")
        String webhookId,

        @Schema(description = "The callback that receives it")
        String callbackId,

        @Schema(description = "The job; null for a ping", nullable = true) @Nullable
        String jobId,

        @Schema(description = "The type of the event", example = "job.succeeded")
        String event,

        @Schema(
                description = "`owed` until the receiver answers with a 2xx status or all attempts have failed",
                allowableValues = {"owed", "delivered", "exhausted"})
        String state,

        @Schema(description = "When the event happened") Instant createdAt,

        @Schema(description = "Time of the next attempt, while it is owed", nullable = true) @Nullable
        Instant nextAttemptAt,

        @Schema(description = "When it was delivered or exhausted", nullable = true) @Nullable
        Instant settledAt,

        @Schema(description = "All attempts, oldest first") List<AttemptView> attempts) {

    /// The JSON of an attempt.
    @Schema(name = "DeliveryAttempt")
    record AttemptView(
            @Schema(description = "From 1") int number,
            @Schema(description = "When it started") Instant at,

            @Schema(description = "The status of the response, if there was one", nullable = true) @Nullable
            Integer status,

            @Schema(description = "Why the attempt failed; null if it succeeded", nullable = true) @Nullable
            String failure,

            @Schema(description = "How long it took") long latencyMillis,

            @Schema(description = "The first kilobyte of the response body", nullable = true) @Nullable
            String response) {

        private static AttemptView of(DeliveryAttempt attempt) {
            return new AttemptView(
                    attempt.number(),
                    attempt.at(),
                    attempt.status(),
                    attempt.failure(),
                    attempt.latency().toMillis(),
                    attempt.response());
        }
    }

    static DeliveryView of(Delivery delivery, List<DeliveryAttempt> attempts) {
        return new DeliveryView(
                delivery.id().toString(),
                delivery.webhookId(),
                delivery.callbackId().toString(),
                delivery.jobId() == null ? null : delivery.jobId().toString(),
                delivery.event().wireName(),
                delivery.state().wireName(),
                delivery.createdAt(),
                delivery.nextAt(),
                delivery.settledAt(),
                attempts.stream().map(AttemptView::of).toList());
    }
}
