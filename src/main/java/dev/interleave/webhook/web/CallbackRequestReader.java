package dev.interleave.webhook.web;

import dev.interleave.rest.json.JsonFields;
import dev.interleave.webhook.EventType;
import dev.interleave.webhook.registration.CallbackRegistration;
import dev.interleave.webhook.signing.Secret;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads a callback from the JSON of a request.
final class CallbackRequestReader {

    private static final int MAX_TEXT = 1_000_000;
    private static final List<String> EVENTS =
            EventType.OF_JOBS.stream().map(EventType::wireName).toList();

    private CallbackRequestReader() {}

    /// Adds an error to the fields for each wrong member. Use the result only if there are none.
    static CallbackRegistration read(JsonFields fields) {
        fields.only("url", "events", "secret").required("url");
        return new CallbackRegistration(
                fields.string("url", MAX_TEXT).orElse(""),
                fields.someOf("events", EVENTS)
                        .map(CallbackRequestReader::eventTypes)
                        .orElse(EventType.DEFAULT),
                fields.string("secret", MAX_TEXT)
                        .map(text -> secret(fields, text))
                        .orElseGet(Secret::random));
    }

    private static Secret secret(JsonFields fields, String text) {
        return Secret.parse(text).orElseGet(() -> {
            fields.addError("secret", "must be whsec_ followed by 24 to 64 bytes in base64; omit it to generate one");
            return Secret.random();
        });
    }

    private static Set<EventType> eventTypes(Set<String> names) {
        return names.stream()
                .map(EventType::of)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(EventType.class)));
    }
}
