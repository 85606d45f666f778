package dev.interleave.language.operation;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Times as text (Klyne and Newman, *Date and Time on the Internet: Timestamps*, RFC 3339, 2002). Static methods
/// only; thread-safe.
public final class Rfc3339 {

    private static final int MAX_LENGTH = 40;

    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d[Tt ]\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?([Zz]|[+-]\\d\\d:\\d\\d)");

    private Rfc3339() {}

    /// @param text any text
    /// @return the time, or null if the text is not one
    public static @Nullable Instant parse(String text) {
        if (text.length() > MAX_LENGTH || !TIME.matcher(text).matches()) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text.toUpperCase(Locale.ROOT).replace(' ', 'T'))
                    .toInstant();
        } catch (DateTimeException e) {
            return null; // there is no such day, hour or offset
        }
    }
}
