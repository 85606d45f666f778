package dev.interleave.rest.json;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Converts JSON of any shape to plain Java values: `Long`, `BigInteger`, `Double`, `String`, `Boolean`, null, `List`
/// and `Map`. Numbers with a fraction or an exponent are doubles. Static methods only; thread-safe.
public final class PlainJson {

    /// The conversion of longer integers takes too long.
    private static final int MAX_DIGITS = 10_000;

    private static final int LONG_DIGITS = 18;
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]+");

    private PlainJson() {}

    /// Notes numbers that cannot be converted.
    ///
    /// @param object any
    /// @param fields collects mistakes
    /// @param pointer of the object, relative to the fields
    /// @return its members
    public static Map<String, @Nullable Object> of(JsonObject object, JsonFields fields, String pointer) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        object.members()
                .forEach((name, value) ->
                        members.put(name, of(value, fields, pointer + "/" + JsonFields.escaped(name))));
        return members;
    }

    private static @Nullable Object of(JsonValue value, JsonFields fields, String pointer) {
        return switch (value) {
            case JsonNull _ -> null;
            case JsonBoolean(boolean bool) -> bool;
            case JsonString(String text) -> text;
            case JsonNumber(String text) -> number(text, fields, pointer);
            case JsonObject object -> of(object, fields, pointer);
            case JsonArray(List<JsonValue> elements) -> {
                List<@Nullable Object> list = new ArrayList<>(elements.size());
                for (JsonValue element : elements) {
                    list.add(of(element, fields, pointer + "/" + list.size()));
                }
                yield list;
            }
        };
    }

    private static Object number(String text, JsonFields fields, String pointer) {
        if (INTEGER.matcher(text).matches()) {
            if (text.length() > MAX_DIGITS) {
                fields.addErrorAt(pointer, "must have at most " + MAX_DIGITS + " digits");
                return 0L;
            }
            return text.length() <= LONG_DIGITS ? (Object) Long.valueOf(text) : new BigInteger(text);
        }
        double number = Double.parseDouble(text);
        if (!Double.isFinite(number)) {
            fields.addErrorAt(pointer, "must be a number of double precision, up to about 1.8e308");
        }
        return number;
    }
}
