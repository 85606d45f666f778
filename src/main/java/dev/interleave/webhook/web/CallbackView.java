package dev.interleave.webhook.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.interleave.rest.idempotency.IdempotentCreation;
import dev.interleave.webhook.Callback;
import dev.interleave.webhook.EventType;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The JSON of a callback.
@Schema(name = "Callback", description = "A URL that receives events of one job, or of all jobs")
record CallbackView(
        @Schema(description = "A UUIDv7") String id,

        @Schema(description = "Where events are sent", example = "https://example.com/hook")
        String url,

        @Schema(description = "The events it receives", example = "[\"job.succeeded\"]")
        List<String> events,

        @Schema(
                description = "The job; null for a standing callback, which receives the events of all jobs",
                nullable = true)
        @Nullable
        String jobId,

        @Schema(
                description = "Disabled once its receiver has answered 410",
                allowableValues = {"active", "disabled"})
        String state,

        @Schema(description = "When it was registered") Instant createdAt,

        @Schema(description = "Signs the deliveries; only in the response that created it", example = "whsec_…")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String secret,

        @Schema(
                description = "How to get a secret; only in responses to repeated requests that no longer show it",
                example = "POST /v1/callbacks/0198c0de-1b5a-7c31-9d9e-6f1f4c0f7a11/rotate-secret makes a new secret.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String hint) {

    static CallbackView of(Callback callback) {
        return view(callback, null, null);
    }

    /// Shows a secret that was made a short time ago, otherwise how to get one.
    static CallbackView replayed(Callback callback, Instant now) {
        Instant made = Objects.requireNonNullElse(callback.secrets().rotatedAt(), callback.createdAt());
        return now.isBefore(made.plus(IdempotentCreation.SECRETS_SHOWN))
                ? withSecret(callback)
                : view(
                        callback,
                        null,
                        "The secret is no longer shown. POST /v1/callbacks/" + callback.id()
                                + "/rotate-secret makes a new one.");
    }

    /// Shows the secret; only for a new callback or a new secret.
    static CallbackView withSecret(Callback callback) {
        return view(callback, callback.secrets().current().text(), null);
    }

    private static CallbackView view(Callback callback, @Nullable String secret, @Nullable String hint) {
        return new CallbackView(
                callback.id().toString(),
                callback.url(),
                callback.events().stream().map(EventType::wireName).toList(),
                callback.jobId() == null ? null : callback.jobId().toString(),
                callback.state().name().toLowerCase(Locale.ROOT),
                callback.createdAt(),
                secret,
                hint);
    }
}
