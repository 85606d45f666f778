package dev.interleave.rest.json;

import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemType;
import dev.interleave.rest.request.RequestLimits;
import dev.interleave.rest.request.Utf8;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/// Reads a request body as exactly one JSON object (RFC 8259) in UTF-8. Numbers and strings of any length are
/// only cut out of the text, so the cost is linear in the length of the body. Stateless.
public final class StrictJson {

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(RequestLimits.MAX_JSON_DEPTH)
                    .maxNumberLength(RequestLimits.MAX_BODY_BYTES)
                    .maxStringLength(RequestLimits.MAX_BODY_BYTES)
                    .maxNameLength(RequestLimits.MAX_BODY_BYTES)
                    .build())
            // The shared table of names would keep what strangers send.
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .build();

    private static final String HINT = "Send exactly one JSON object (RFC 8259).";

    private StrictJson() {}

    public static JsonObject parse(byte[] body) {
        String text = Utf8.decode(body).orElseThrow(() -> malformed("The body is not UTF-8."));
        if (text.startsWith("\uFEFF")) {
            throw malformed("The body starts with a byte order mark; leave it out.");
        }
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            return document(parser);
        } catch (StreamConstraintsException tooDeep) {
            throw malformed("The body is nested deeper than " + RequestLimits.MAX_JSON_DEPTH + " levels.");
        } catch (JacksonException invalid) {
            throw malformed("The body is not valid JSON" + place(invalid.getLocation()) + ". " + HINT);
        }
    }

    private static JsonObject document(JsonParser parser) {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw malformed("The body is empty. " + HINT);
        }
        if (first != JsonToken.START_OBJECT) {
            throw malformed("The body is not a JSON object. " + HINT);
        }
        JsonObject object = object(parser);
        if (parser.nextToken() != null) {
            throw malformed(
                    "The body goes on after the JSON object" + place(parser.currentTokenLocation()) + ". " + HINT);
        }
        return object;
    }

    private static JsonObject object(JsonParser parser) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = paired(parser.currentName(), parser);
            if (members.containsKey(name)) {
                throw malformed("The member \"" + JsonTexts.abbreviated(name) + "\" is there twice"
                        + place(parser.currentTokenLocation()) + "; give each at most once.");
            }
            members.put(name, value(parser, parser.nextToken()));
        }
        return new JsonObject(members);
    }

    private static JsonArray array(JsonParser parser) {
        List<JsonValue> elements = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            elements.add(value(parser, token));
        }
        return new JsonArray(elements);
    }

    private static JsonValue value(JsonParser parser, JsonToken token) {
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> new JsonString(paired(parser.getString(), parser));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonNumber(parser.getString());
            case VALUE_TRUE -> new JsonBoolean(true);
            case VALUE_FALSE -> new JsonBoolean(false);
            case VALUE_NULL -> new JsonNull();
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalStateException("No value starts with " + token);
        };
    }

    private static String paired(String text, JsonParser parser) {
        if (Utf8.hasLoneSurrogate(text)) {
            throw malformed("A string escapes half of a surrogate pair" + place(parser.currentTokenLocation()) + ".");
        }
        return text;
    }

    private static String place(TokenStreamLocation location) {
        return " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static ProblemException malformed(String detail) {
        return new ProblemException(ProblemType.MALFORMED_REQUEST, detail);
    }
}
