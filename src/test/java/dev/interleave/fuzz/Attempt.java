package dev.interleave.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request that was made up.
///
/// @param number in the run, which with the seed tells how it was made
/// @param operation that it is for
/// @param target path and query
/// @param headers names and values
/// @param body or null
@SuppressWarnings("ArrayRecordComponent") // never compared
record Attempt(
        int number,
        Described operation,
        String target,
        List<Map.Entry<String, String>> headers,
        byte @Nullable [] body) {

    private static final int SHOWN = 400;

    @Override
    public String toString() {
        String text = body == null ? "" : new String(body, StandardCharsets.UTF_8);
        return "#" + number + " " + operation.method() + " " + cut(target) + " " + cut(headers.toString()) + " "
                + cut(text);
    }

    private static String cut(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "… (" + text.length() + ")";
    }
}
