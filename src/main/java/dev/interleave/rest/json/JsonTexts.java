package dev.interleave.rest.json;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads values that JSON represents as strings.
final class JsonTexts {

    private static final int LONGEST_DURATION = 50;
    private static final int LONGEST_TIME = 50;
    private static final int LONGEST_QUOTE = 100;

    private JsonTexts() {}

    static Optional<String> read(JsonValue value, int maxLength) {
        // PostgreSQL cannot store U+0000, so it must not get as far as there.
        return value instanceof JsonString(String text) && text.length() <= maxLength && text.indexOf('\0') < 0
                ? Optional.of(text)
                : Optional.empty();
    }

    static Optional<Set<String>> readSet(JsonValue value, Collection<String> allowed) {
        if (!(value instanceof JsonArray(var elements)) || elements.isEmpty() || elements.size() > allowed.size()) {
            return Optional.empty();
        }
        Set<String> found = new LinkedHashSet<>();
        for (JsonValue element : elements) {
            if (!(element instanceof JsonString(String text)) || !allowed.contains(text) || !found.add(text)) {
                return Optional.empty();
            }
        }
        return Optional.of(found);
    }

    static Optional<Duration> readDuration(JsonValue value) {
        return read(value, LONGEST_DURATION).flatMap(JsonTexts::parseDuration);
    }

    /// @return the time in RFC 3339; empty without an offset from UTC
    static Optional<Instant> readTime(JsonValue value) {
        return read(value, LONGEST_TIME).flatMap(JsonTexts::parseTime);
    }

    static String quotedList(Collection<String> values) {
        return values.stream().map(value -> '"' + value + '"').collect(Collectors.joining(", "));
    }

    /// What a client named something, short enough to be told in an answer; never cut within a surrogate pair.
    static String abbreviated(String name) {
        return name.codePointCount(0, name.length()) <= LONGEST_QUOTE
                ? name
                : name.substring(0, name.offsetByCodePoints(0, LONGEST_QUOTE)) + "…";
    }

    private static Optional<Duration> parseDuration(String text) {
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeParseException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> parseTime(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException malformed) {
            return Optional.empty();
        }
    }
}
