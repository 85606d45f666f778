package dev.interleave.job.web.result;

import dev.interleave.job.content.ByteContent;
import dev.interleave.job.content.Content;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/// Other forms of results that are JSON or text. Takes memory proportional to the result, whose length the settings of
/// programs limit. Static methods only; thread-safe.
final class JsonDocuments {

    /// The largest integer that every reader of JSON takes exactly: 2⁵³.
    private static final BigInteger EXACT = BigInteger.TWO.pow(53);

    private static final int MAX_DEPTH = 1_000;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNestingDepth(MAX_DEPTH)
                    .build())
            .streamWriteConstraints(
                    StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private JsonDocuments() {}

    /// @param text in UTF-8
    /// @return the text as a JSON string
    static Content string(Content text) {
        return new ByteContent(JsonMapper.shared().writeValueAsBytes(new String(read(text), StandardCharsets.UTF_8)));
    }

    /// @param json one value
    /// @return the same value, where integers beyond 2⁵³ are strings of digits
    static Content withTextIntegers(Content json) {
        var bytes = new ByteArrayOutputStream();
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), read(json));
                JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), bytes, JsonEncoding.UTF8)) {
            while (in.nextToken() != null) {
                if (in.currentToken() == JsonToken.VALUE_NUMBER_INT
                        && in.getBigIntegerValue().abs().compareTo(EXACT) > 0) {
                    out.writeString(in.getString());
                } else {
                    out.copyCurrentEvent(in);
                }
            }
        }
        return new ByteContent(bytes.toByteArray());
    }

    private static byte[] read(Content content) {
        try (InputStream bytes = content.open(0)) {
            return bytes.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
