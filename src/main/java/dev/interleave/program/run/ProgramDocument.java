package dev.interleave.program.run;

import dev.interleave.computation.FailedCalculationException;
import dev.interleave.computation.FailedCalculationException.Reason;
import dev.interleave.computation.PartialValue;
import dev.interleave.computation.ProgramError;
import dev.interleave.computation.Value;
import dev.interleave.computation.ValueKind;
import dev.interleave.language.UnrepresentableValueException;
import dev.interleave.language.ValueVisitor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A result that is not an integer. Immutable once its program has ended.
///
/// @param kind what sort of value it is
/// @param isShort whether it has at most 10,000 characters or bytes
/// @param body writes the value
/// @param maxBytes how long it may be
record ProgramDocument(ValueKind kind, boolean isShort, Body body, long maxBytes) implements Value.Document {

    private static final int SHORT = 10_000;

    /// Writes a value.
    interface Body {

        void writeTo(OutputStream out) throws IOException;
    }

    /// Shows a value.
    interface Shape {

        void visit(ValueVisitor visitor) throws IOException;
    }

    static ProgramDocument text(String text, long maxBytes) {
        return new ProgramDocument(
                ValueKind.TEXT,
                text.length() <= SHORT,
                out -> out.write(text.getBytes(StandardCharsets.UTF_8)),
                maxBytes);
    }

    static ProgramDocument octets(byte[] octets, long maxBytes) {
        return new ProgramDocument(ValueKind.BYTES, octets.length <= SHORT, out -> out.write(octets), maxBytes);
    }

    /// Makes a short value at once, and a longer one when it is written. Takes no longer than about a step.
    static ProgramDocument json(Shape shape, long maxBytes) {
        Optional<byte[]> shortJson = shortJson(shape);
        return shortJson.isPresent()
                ? new ProgramDocument(ValueKind.JSON, true, out -> out.write(shortJson.get()), maxBytes)
                : new ProgramDocument(
                        ValueKind.JSON,
                        false,
                        out -> {
                            try (JsonWriter json = new JsonWriter(out, JsonWriter.MAX_BITS)) {
                                shape.visit(json);
                            }
                        },
                        maxBytes);
    }

    /// Takes no longer than about a step.
    ///
    /// @param shape shows a value
    /// @return its JSON; empty if it is longer than [PartialValue#MAX_LENGTH], or there is none
    static Optional<byte[]> shortJson(Shape shape) {
        var bytes = new ByteArrayOutputStream();
        try (var json =
                new JsonWriter(new LimitedOutputStream(bytes, PartialValue.MAX_LENGTH), PartialValue.MAX_BITS)) {
            shape.visit(json);
        } catch (IOException | UnrepresentableValueException e) {
            return Optional.empty();
        }
        return Optional.of(bytes.toByteArray());
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        try {
            body.writeTo(new LimitedOutputStream(out, maxBytes));
        } catch (LimitedOutputStream.LimitException e) {
            throw failure("ValueError", "the result is longer than " + maxBytes + " bytes");
        } catch (UnrepresentableValueException e) {
            throw failure(e.exception(), String.valueOf(e.getMessage()));
        }
    }

    private static FailedCalculationException failure(String exception, String message) {
        String text = exception + ": " + message;
        return new FailedCalculationException(Reason.EXCEPTION, new ProgramError(exception, message, 0, text + "\n"));
    }
}
