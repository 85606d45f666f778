package dev.interleave.webhook.registration;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.interleave.webhook.Callback;
import dev.interleave.webhook.EventType;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A callback as clients see it.
@Schema(name = "Callback", description = "A URL that hears of a job, or of all jobs")
public record CallbackView(
        @Schema(description = "A UUIDv7") String id,

        @Schema(description = "Where to", example = "https://example.com/hook")
        String url,

        @Schema(description = "What it hears of", example = "[\"job.succeeded\"]")
        List<String> events,

        @Schema(description = "Of which job; null: of all", nullable = true) @Nullable
        String jobId,

        @Schema(
                description = "Disabled once its receiver has answered 410",
                allowableValues = {"active", "disabled"})
        String state,

        @Schema(description = "When it was registered") Instant createdAt,

        @Schema(description = "What its deliveries are signed with; told this once", example = "whsec_…")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String secret) {

    /// @param callback any
    /// @return without its secret
    public static CallbackView of(Callback callback) {
        return view(callback, null);
    }

    /// @param callback just made, or with a new secret
    /// @return with its secret
    public static CallbackView withSecret(Callback callback) {
        return view(callback, callback.secrets().current().text());
    }

    private static CallbackView view(Callback callback, @Nullable String secret) {
        return new CallbackView(
                callback.id().toString(),
                callback.url(),
                callback.events().stream().map(EventType::wireName).toList(),
                callback.jobId() == null ? null : callback.jobId().toString(),
                callback.state().name().toLowerCase(Locale.ROOT),
                callback.createdAt(),
                secret);
    }
}
