package dev.interleave.rest.request;

import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// The names in a query string, parsed from the string itself: the servlet API mixes in the fields of form
/// bodies, and replaces what it cannot decode.
final class QueryString {

    private QueryString() {}

    /// @return each name as often as it occurs
    static List<String> names(String query) {
        List<String> names = new ArrayList<>();
        for (String pair : query.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                names.add(decode(equals < 0 ? pair : pair.substring(0, equals)));
                decode(pair.substring(equals + 1));
            }
        }
        return names;
    }

    private static String decode(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '%') {
                bytes.write(octet(text, i + 1));
                i += 2;
            } else {
                bytes.writeBytes(text.substring(i, i + 1).getBytes(StandardCharsets.UTF_8));
            }
        }
        return Utf8.decode(bytes.toByteArray())
                .filter(decoded -> decoded.indexOf('\0') < 0)
                .orElseThrow(QueryString::undecodable);
    }

    private static int octet(String text, int at) {
        try {
            return HexFormat.fromHexDigits(text, at, at + 2);
        } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
            throw undecodable();
        }
    }

    private static ProblemException undecodable() {
        return new ProblemException(
                ProblemType.INVALID_PARAMETER,
                "The query string is not percent-encoded UTF-8 without U+0000; encode % itself as %25.");
    }
}
