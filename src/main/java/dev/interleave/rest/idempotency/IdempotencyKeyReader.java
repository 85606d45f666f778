package dev.interleave.rest.idempotency;

import dev.interleave.rest.json.JsonArray;
import dev.interleave.rest.json.JsonBoolean;
import dev.interleave.rest.json.JsonNull;
import dev.interleave.rest.json.JsonNumber;
import dev.interleave.rest.json.JsonObject;
import dev.interleave.rest.json.JsonString;
import dev.interleave.rest.json.JsonValue;
import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/// Reads the header `Idempotency-Key`.
///
/// Two bodies are equal if they have the same members and values: order and white space do not count.
public final class IdempotencyKeyReader {

    /// The request header.
    public static final String HEADER = "Idempotency-Key";
    private static final Pattern KEY = Pattern.compile("[!-~]{1,255}");

    private IdempotencyKeyReader() {}

    /// @param owner of the request
    /// @param headers of the request
    /// @param path of the request, which has no body
    /// @return null if there is none
    public static @Nullable RequestKey read(String owner, HttpHeaders headers, String path) {
        return read(owner, headers, path, new JsonObject(Map.of()));
    }

    /// @param owner of the request
    /// @param headers of the request
    /// @param path of the request
    /// @param body of the request
    /// @return null if there is none
    /// @throws ProblemException if the header is malformed or repeated
    public static @Nullable RequestKey read(String owner, HttpHeaders headers, String path, JsonObject body) {
        List<String> values = headers.getOrEmpty(HEADER);
        if (values.isEmpty()) {
            return null;
        }
        if (values.size() > 1 || !KEY.matcher(values.getFirst()).matches()) {
            throw new ProblemException(
                    ProblemType.INVALID_HEADER,
                    "Idempotency-Key must be given once, as 1 to 255 visible ASCII characters.");
        }
        return new RequestKey(owner, values.getFirst(), fingerprint(path, body));
    }

    private static String fingerprint(String path, JsonObject body) {
        StringBuilder text = new StringBuilder(path).append('\n');
        write(body, text);
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }

    /// Every text is preceded by its length, so that no two values are written the same.
    private static void write(JsonValue value, StringBuilder to) {
        switch (value) {
            case JsonObject object -> {
                to.append('{');
                new TreeMap<>(object.members()).forEach((name, member) -> {
                    write(name, to);
                    write(member, to);
                });
                to.append('}');
            }
            case JsonArray array -> {
                to.append('[');
                array.elements().forEach(element -> write(element, to));
                to.append(']');
            }
            case JsonString string -> write(string.value(), to.append('s'));
            case JsonNumber number -> write(number.text(), to.append('n'));
            case JsonBoolean bool -> to.append(bool.value() ? 't' : 'f');
            case JsonNull _ -> to.append('0');
        }
    }

    private static void write(String text, StringBuilder to) {
        to.append(text.length()).append(':').append(text);
    }
}
