package dev.interleave.webhook.web;

import dev.interleave.webhook.Delivery;
import dev.interleave.webhook.DeliveryAttempt;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A delivery as clients see it.
@Schema(name = "Delivery", description = "An event that is owed to a callback, and what came of it")
record DeliveryView(
        @Schema(description = "A UUIDv7") String id,

        @Schema(description = "The header webhook-id, the same at each try")
        String webhookId,

        @Schema(description = "To whom") String callbackId,

        @Schema(description = "Of which job, if of any", nullable = true) @Nullable
        String jobId,

        @Schema(description = "What happened", example = "job.succeeded")
        String event,

        @Schema(
                description = "Owed until the receiver has answered with a 2xx, or all tries have failed",
                allowableValues = {"owed", "delivered", "exhausted"})
        String state,

        @Schema(description = "Since when it is owed") Instant createdAt,

        @Schema(description = "When it is tried next, while it is owed", nullable = true) @Nullable
        Instant nextAttemptAt,

        @Schema(description = "When it was delivered or given up", nullable = true) @Nullable
        Instant settledAt,

        @Schema(description = "Every try, the first one first")
        List<AttemptView> attempts) {

    /// One try.
    @Schema(name = "DeliveryAttempt")
    record AttemptView(
            @Schema(description = "From 1") int number,
            @Schema(description = "When it began") Instant at,

            @Schema(description = "Of the answer, if there was one", nullable = true) @Nullable
            Integer status,

            @Schema(description = "Why there was none, or why it did not count", nullable = true) @Nullable
            String failure,

            @Schema(description = "How long it took") long latencyMillis,

            @Schema(description = "The first kilobyte of the answer", nullable = true) @Nullable
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
                delivery.state().name().toLowerCase(Locale.ROOT),
                delivery.createdAt(),
                delivery.nextAt(),
                delivery.settledAt(),
                attempts.stream().map(AttemptView::of).toList());
    }
}
