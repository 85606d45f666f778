package dev.interleave.simulation.web;

import dev.interleave.computation.FailedCalculationException;
import dev.interleave.computation.PartialValue;
import dev.interleave.computation.Value;
import dev.interleave.computation.ValueKind;
import dev.interleave.simulation.Trace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// The values of a trace as JSON. Static methods only; thread-safe.
final class SimulatedValues {

    private static final int MAX_LENGTH = 3_000; // 1,000! has 2,568 digits

    private SimulatedValues() {}

    /// @param end how a task ended
    /// @return its value; null if it failed, or the value is too long or has no JSON form
    static @Nullable String json(Trace.End end) {
        return switch (end.value()) {
            case null -> null;
            case Value.Whole(var magnitude, boolean isNegative) -> integer(magnitude.toBigInteger(), isNegative);
            case Value.Document document -> json(document);
        };
    }

    private static @Nullable String json(Value.Document document) {
        var bytes = new ByteArrayOutputStream();
        try {
            document.writeTo(bytes);
        } catch (FailedCalculationException | IOException e) {
            return null;
        }
        String text = bytes.toString(StandardCharsets.UTF_8);
        return switch (document.kind()) {
            case JSON -> limited(text);
            case TEXT -> limited(JsonMapper.shared().writeValueAsString(text));
            case INTEGER, BYTES -> null;
        };
    }

    /// @param partial a partial value
    /// @return the value; null if there is none, or it is too long
    static @Nullable String json(PartialValue partial) {
        return switch (partial) {
            case PartialValue.Whole number -> {
                BigInteger value = number.value();
                yield value == null ? null : integer(value.abs(), value.signum() < 0);
            }
            case PartialValue.Text(ValueKind kind, var text) ->
                text == null
                        ? null
                        : limited(
                                kind == ValueKind.JSON
                                        ? text
                                        : JsonMapper.shared().writeValueAsString(text));
        };
    }

    private static @Nullable String integer(BigInteger magnitude, boolean isNegative) {
        return limited("\"" + (isNegative ? "-" : "") + magnitude + "\"");
    }

    private static @Nullable String limited(String json) {
        return json.length() <= MAX_LENGTH ? json : null;
    }
}
