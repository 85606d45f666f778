package dev.interleave.webhook.registration;

import dev.interleave.rest.json.JsonFields;
import dev.interleave.rest.problem.FieldError;
import dev.interleave.webhook.EventType;
import dev.interleave.webhook.signing.Secret;
import dev.interleave.webhook.target.CallbackUrl.RefusedException;
import dev.interleave.webhook.target.TargetValidator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a client wants to register. The values may be used once nothing was noted as wrong.
///
/// @param url as given, not checked yet
/// @param events what it wants to hear of
/// @param secret given or made
record CallbackRequest(String url, Set<EventType> events, Secret secret) {

    private static final int MAX_TEXT = 1_000_000;

    /// Notes what is wrong.
    static CallbackRequest read(JsonFields fields) {
        fields.only("url", "events", "secret").required("url");
        String url = fields.string("url", MAX_TEXT).orElse("");
        Optional<Set<String>> events = fields.someOf("events", names());
        return new CallbackRequest(
                url,
                events.map(CallbackRequest::types).orElse(EventType.DEFAULT),
                fields.string("secret", MAX_TEXT)
                        .map(text -> secret(fields, text))
                        .orElseGet(Secret::random));
    }

    /// @return what is wrong with the URL, if anything; may look up its host
    Optional<FieldError> refusal(TargetValidator receivers, String pointer) {
        try {
            receivers.check(url);
            return Optional.empty();
        } catch (RefusedException e) {
            @Nullable String why = e.getMessage();
            return Optional.of(new FieldError(pointer, why == null ? "is refused" : why));
        }
    }

    private static Secret secret(JsonFields fields, String text) {
        return Secret.parse(text).orElseGet(() -> {
            fields.addError(
                    "secret", "must be whsec_ followed by 24 to 64 bytes in base64; leave it out to have one made");
            return Secret.random();
        });
    }

    private static List<String> names() {
        return EventType.OF_JOBS.stream().map(EventType::wireName).toList();
    }

    private static Set<EventType> types(Set<String> names) {
        return names.stream()
                .map(EventType::of)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(EventType.class)));
    }
}
