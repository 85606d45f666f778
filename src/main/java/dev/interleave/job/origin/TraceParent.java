package dev.interleave.job.origin;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A span of a distributed trace, as the header `traceparent` tells it ("Trace Context", W3C Recommendation,
/// 2021). Immutable.
///
/// @param traceId 32 hexadecimal digits, not all 0
/// @param spanId 16 hexadecimal digits, not all 0
/// @param flags 8 bits, of which the lowest says that the trace is recorded
public record TraceParent(String traceId, String spanId, byte flags) {

    /// The name of the header.
    public static final String HEADER = "traceparent";

    private static final int SAMPLED = 1;
    private static final int KNOWN_FLAGS = 3; // sampled, and random in Level 2
    private static final HexFormat HEX = HexFormat.of();

    /// What follows is for versions to come, which may add to it.
    private static final Pattern FORM =
            Pattern.compile("(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

    private static final String VERSION = "00";

    /// @param header of a request, or null if there was none
    /// @return what it says; empty if it is malformed, which by the standard is no error
    public static Optional<TraceParent> parse(@Nullable String header) {
        Matcher matcher = FORM.matcher(header == null ? "" : header.strip());
        if (!matcher.matches() || (matcher.group(1).equals(VERSION) && matcher.group(5) != null)) {
            return Optional.empty();
        }
        int flags = HexFormat.fromHexDigits(matcher.group(4)) & KNOWN_FLAGS;
        return Optional.of(new TraceParent(matcher.group(2), matcher.group(3), (byte) flags));
    }

    /// @return whether it is recorded
    public boolean isSampled() {
        return (flags & SAMPLED) != 0;
    }

    /// @param span another one of the same trace: 16 hexadecimal digits
    /// @return that one
    public TraceParent at(String span) {
        return new TraceParent(traceId, span, flags);
    }

    /// @return the value of the header
    @Override
    public String toString() {
        return VERSION + "-" + traceId + "-" + spanId + "-" + HEX.toHexDigits(flags);
    }
}
