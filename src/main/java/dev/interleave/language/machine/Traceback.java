package dev.interleave.language.machine;

import dev.interleave.language.operation.Representation;
import dev.interleave.language.value.ExceptionObject;
import dev.interleave.language.value.SilentRuntime;

/// The text of an exception that ended a program. Static methods only; thread-safe.
public final class Traceback {

    private Traceback() {}

    /// @param exception that ended a program
    /// @return its class and message
    public static String summary(ExceptionObject exception) {
        Object message = Representation.str(SilentRuntime.INSTANCE, exception);
        String text = message instanceof String s ? s : "";
        return exception.type.qualifiedName + (text.isEmpty() ? "" : ": " + text);
    }

    /// @param exception that ended a program
    /// @return its message
    public static String message(ExceptionObject exception) {
        return Representation.str(SilentRuntime.INSTANCE, exception) instanceof String s ? s : "";
    }

    /// @param exception that ended a program
    /// @return lines as Python shows them, the innermost place last
    public static String text(ExceptionObject exception) {
        var text = new StringBuilder("Traceback (most recent call last):\n");
        if (exception.omittedPlaces > 0) {
            text.append("  [").append(exception.omittedPlaces).append(" more places]\n");
        }
        for (int i = exception.places.size() - 1; i >= 0; i--) {
            ExceptionObject.Place place = exception.places.get(i);
            text.append("  File \"program\", line ")
                    .append(place.line())
                    .append(", in ")
                    .append(place.function())
                    .append('\n');
        }
        return text.append(summary(exception)).append('\n').toString();
    }
}
