package dev.interleave.rest.json;

import dev.interleave.rest.problem.FieldErrors;
import dev.interleave.rest.problem.ProblemType;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the members of a [JsonObject] as typed values and collects all mistakes, so that one response reports
/// them all. A method that meets a mistake records it and returns a placeholder. Use no value before
/// [#throwIfInvalid()]. Not thread-safe.
public final class JsonFields {

    private final JsonObject object;
    private final String pointer;
    private final FieldErrors errors;

    private JsonFields(JsonObject object, String pointer, FieldErrors errors) {
        this.object = object;
        this.pointer = pointer;
        this.errors = errors;
    }

    public static JsonFields of(JsonObject body) {
        return new JsonFields(body, "", new FieldErrors());
    }

    /// The fields of a nested object; its mistakes are collected with these.
    ///
    /// @param relativePointer a JSON Pointer from here to it, such as `/jobs/3`
    public JsonFields child(JsonObject at, String relativePointer) {
        return new JsonFields(at, pointer + relativePointer, errors);
    }

    /// Refuses the body at once if it has any other member: it was written for another API, so its values mean
    /// nothing.
    public JsonFields only(String... names) {
        return only(List.of(names));
    }

    /// As [#only(String...)].
    public JsonFields only(Collection<String> allowed) {
        FieldErrors unknown = new FieldErrors();
        object.members().keySet().stream()
                .filter(name -> !allowed.contains(name))
                .forEach(name -> unknown.add(
                        pointerTo(name), "is not a member of this object; it may have " + String.join(", ", allowed)));
        unknown.throwIfAny(ProblemType.MALFORMED_REQUEST);
        return this;
    }

    /// Notes each of these members that was left out.
    public JsonFields required(String... names) {
        Arrays.stream(names).filter(name -> !has(name)).forEach(name -> addError(name, "is required"));
        return this;
    }

    /// @return the JSON Pointer of these fields; empty for those of the body itself
    public String pointer() {
        return pointer;
    }

    public boolean has(String name) {
        return object.members().containsKey(name);
    }

    /// @return the integer, or `min` where there is none that will do
    public long requiredLong(String name, long min, long max) {
        if (!has(name)) {
            addError(name, "is required and " + JsonIntegers.expectation(min, max));
        }
        return optionalLong(name, min, max).orElse(min);
    }

    public OptionalLong optionalLong(String name, long min, long max) {
        JsonValue value = object.members().get(name);
        if (value == null) {
            return OptionalLong.empty();
        }
        OptionalLong number = JsonIntegers.read(value, min, max);
        if (number.isEmpty()) {
            addError(name, JsonIntegers.expectation(min, max));
        }
        return number;
    }

    public Optional<String> string(String name, int maxLength) {
        return read(
                name,
                () -> "must be a string of at most " + maxLength + " characters, none of them U+0000",
                value -> JsonTexts.read(value, maxLength));
    }

    public Optional<String> oneOf(String name, Collection<String> allowed) {
        return read(
                name,
                () -> "must be one of " + JsonTexts.quotedList(allowed),
                value -> JsonTexts.read(value, Integer.MAX_VALUE).filter(allowed::contains));
    }

    /// A list of distinct strings, each out of `allowed`; never empty when present.
    public Optional<Set<String>> someOf(String name, Collection<String> allowed) {
        return read(
                name,
                () -> "must be an array of at least one of " + JsonTexts.quotedList(allowed) + ", each at most once",
                value -> JsonTexts.readSet(value, allowed));
    }

    public Optional<Duration> duration(String name, Duration min, Duration max) {
        return read(
                name,
                () -> "must be an ISO 8601 duration such as \"PT5M\", from " + min + " to " + max,
                value -> JsonTexts.readDuration(value)
                        .filter(duration -> duration.compareTo(min) >= 0 && duration.compareTo(max) <= 0));
    }

    /// A time with an offset from UTC.
    public Optional<Instant> time(String name) {
        return read(
                name,
                () ->
                        "must be a time with an offset, such as \"2030-01-31T12:00:00Z\" or \"2030-01-31T12:00:00+02:00\"",
                JsonTexts::readTime);
    }

    /// An array of distinct strings.
    ///
    /// @return the elements that will do by their position, in order; empty when it was left out
    public Map<Integer, String> strings(String name, int min, int max, int maxLength) {
        List<JsonValue> elements = array(name, min, max).orElse(List.of());
        Map<Integer, String> strings = new LinkedHashMap<>();
        Set<String> distinct = new HashSet<>();
        for (int i = 0; i < elements.size(); i++) {
            Optional<String> element = JsonTexts.read(elements.get(i), maxLength);
            if (element.isEmpty()) {
                addErrorAt("/" + escaped(name) + "/" + i, "must be a string of at most " + maxLength + " characters");
            } else if (!distinct.add(element.get())) {
                addErrorAt("/" + escaped(name) + "/" + i, "is in this array already");
            } else {
                strings.put(i, element.get());
            }
        }
        return strings;
    }

    /// An object whose members are all strings.
    ///
    /// @return the entries that will do, in order; empty when it was left out
    public Map<String, String> stringMap(String name, int maxEntries, Pattern keyPattern, int maxValueLength) {
        JsonObject map = object(name).orElse(new JsonObject(Map.of()));
        if (map.members().size() > maxEntries) {
            addError(name, "must have at most " + maxEntries + " members");
            return Map.of();
        }
        JsonFields entries = child(map, "/" + escaped(name));
        Map<String, String> strings = new LinkedHashMap<>();
        for (String key : map.members().keySet()) {
            if (!keyPattern.matcher(key).matches()) {
                entries.addError(key, "has a name that does not match " + keyPattern.pattern());
            }
            entries.string(key, maxValueLength).ifPresent(value -> strings.put(key, value));
        }
        return strings;
    }

    public Optional<JsonObject> object(String name) {
        return read(
                name,
                () -> "must be an object",
                value -> value instanceof JsonObject found ? Optional.of(found) : Optional.empty());
    }

    public Optional<List<JsonValue>> array(String name, int min, int max) {
        return read(
                name,
                () -> "must be an array of " + min + " to " + max + " elements",
                value -> value instanceof JsonArray(var elements) && elements.size() >= min && elements.size() <= max
                        ? Optional.of(elements)
                        : Optional.empty());
    }

    /// Notes a mistake of a member that only the caller can see, or that it is missing.
    public void addError(String name, String detail) {
        errors.add(pointerTo(name), detail);
    }

    /// Notes a mistake anywhere below, such as at `/jobs/3`.
    public void addErrorAt(String relativePointer, String detail) {
        errors.add(pointer + relativePointer, detail);
    }

    /// Ends the request if anything was wrong, here or in a [#child(JsonObject, String)].
    public void throwIfInvalid() {
        errors.throwIfAny(ProblemType.INVALID_INPUT);
    }

    private <T> Optional<T> read(String name, Supplier<String> expectation, Function<JsonValue, Optional<T>> reading) {
        @Nullable JsonValue value = object.members().get(name);
        if (value == null) {
            return Optional.empty();
        }
        Optional<T> read = reading.apply(value);
        if (read.isEmpty()) {
            addError(name, expectation.get() + (value instanceof JsonNull ? "; leave it out instead of null" : ""));
        }
        return read;
    }

    private String pointerTo(String name) {
        return pointer + "/" + escaped(JsonTexts.abbreviated(name));
    }

    static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
