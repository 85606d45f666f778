package dev.interleave.rest.json;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Writes JSON that [StrictJson] has read, with all digits of its numbers. Stateless.
public final class JsonFormatter {

    private JsonFormatter() {}

    /// @param value any JSON
    /// @return its text, without white space
    public static String format(JsonValue value) {
        StringBuilder text = new StringBuilder();
        write(value, text);
        return text.toString();
    }

    private static void write(JsonValue value, StringBuilder to) {
        switch (value) {
            case JsonObject(Map<String, JsonValue> members) -> {
                String separator = "{";
                for (Map.Entry<String, JsonValue> member : members.entrySet()) {
                    write(member.getKey(), to.append(separator));
                    write(member.getValue(), to.append(':'));
                    separator = ",";
                }
                to.append(members.isEmpty() ? "{}" : "}");
            }
            case JsonArray(List<JsonValue> elements) -> {
                String separator = "[";
                for (JsonValue element : elements) {
                    write(element, to.append(separator));
                    separator = ",";
                }
                to.append(elements.isEmpty() ? "[]" : "]");
            }
            case JsonString(String text) -> write(text, to);
            case JsonNumber(String text) -> to.append(text);
            case JsonBoolean(boolean bool) -> to.append(bool);
            case JsonNull _ -> to.append("null");
        }
    }

    private static void write(String text, StringBuilder to) {
        to.append(JsonMapper.shared().writeValueAsString(text));
    }
}
