package dev.interleave.rest.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A JSON object, its members in the order of the text.
public record JsonObject(Map<String, JsonValue> members) implements JsonValue {

    public JsonObject {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }
}
