package dev.interleave.fuzz;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What came back.
///
/// @param status of it
/// @param headers of it
/// @param body of it, or the beginning of a stream that does not end
@SuppressWarnings("ArrayRecordComponent") // never compared
record Answer(int status, HttpHeaders headers, byte[] body) {

    private static final int SHOWN = 600;

    List<String> header(String name) {
        return headers.allValues(name);
    }

    String mediaType() {
        return headers.firstValue("Content-Type").orElse("").replaceFirst("\\s*;.*", "");
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        String text = text();
        return status + " " + mediaType() + " " + (text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…");
    }
}
