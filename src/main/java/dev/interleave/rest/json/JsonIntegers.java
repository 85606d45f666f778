package dev.interleave.rest.json;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/// Converts JSON integers to `long`, at a cost that does not depend on the number of digits.
final class JsonIntegers {

    /// At most 19 digits, which is what `Long.MAX_VALUE` has; `-0` is left out because it is not the integer 0
    /// but the double -0.
    private static final Pattern INTEGER = Pattern.compile("0|-?[1-9][0-9]{0,18}");

    private JsonIntegers() {}

    static OptionalLong read(JsonValue value, long min, long max) {
        if (!(value instanceof JsonNumber(String text))
                || !INTEGER.matcher(text).matches()) {
            return OptionalLong.empty();
        }
        try {
            long number = Long.parseLong(text);
            return number >= min && number <= max ? OptionalLong.of(number) : OptionalLong.empty();
        } catch (NumberFormatException outOfRange) {
            return OptionalLong.empty();
        }
    }

    static String expectation(long min, long max) {
        return "must be a JSON integer from " + min + " to " + max + ", without quotes, fraction or exponent";
    }
}
