package dev.interleave.program.run;

import dev.interleave.language.UnrepresentableValueException;
import dev.interleave.language.ValueVisitor;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/// Writes a value as JSON in UTF-8. Numbers that JSON does not have are the texts `NaN`, `Infinity` and
/// `-Infinity`. Not thread-safe.
final class JsonWriter implements ValueVisitor, AutoCloseable {

    /// The longest integer within another value: the conversion of longer ones takes too long.
    static final int MAX_BITS = 1_000_000;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamWriteConstraints(
                    StreamWriteConstraints.builder().maxNestingDepth(1_000).build())
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .build();

    private interface Action {

        void run() throws JacksonException;
    }

    private final JsonGenerator json;
    private final long maxBits;

    /// @param out the destination; not closed
    /// @param maxBits the longest integer that is written
    JsonWriter(OutputStream out, long maxBits) {
        this.maxBits = maxBits;
        json = JSON.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8);
    }

    @Override
    public void none() throws IOException {
        write(json::writeNull);
    }

    @Override
    public void bool(boolean value) throws IOException {
        write(() -> json.writeBoolean(value));
    }

    @Override
    public void integer(BigInteger value) throws IOException {
        if (value.bitLength() > maxBits) {
            throw new UnrepresentableValueException(
                    "ValueError", "an integer within the result has more than " + maxBits + " bits");
        }
        write(() -> json.writeNumber(value));
    }

    @Override
    public void number(double value) throws IOException {
        if (Double.isFinite(value)) {
            write(() -> json.writeNumber(value));
        } else {
            text(Double.toString(value));
        }
    }

    @Override
    public void text(String value) throws IOException {
        write(() -> json.writeString(value));
    }

    @Override
    public void beginList() throws IOException {
        write(json::writeStartArray);
    }

    @Override
    public void endList() throws IOException {
        write(json::writeEndArray);
    }

    @Override
    public void beginObject() throws IOException {
        write(json::writeStartObject);
    }

    @Override
    public void member(String name) throws IOException {
        write(() -> json.writeName(name));
    }

    @Override
    public void endObject() throws IOException {
        write(json::writeEndObject);
    }

    /// Writes what is buffered.
    @Override
    public void close() throws IOException {
        write(json::close);
    }

    private static void write(Action action) throws IOException {
        try {
            action.run();
        } catch (JacksonIOException e) {
            throw e.getCause();
        } catch (JacksonException e) { // a lone surrogate
            throw new UnrepresentableValueException("UnicodeEncodeError", "surrogates not allowed");
        }
    }
}
