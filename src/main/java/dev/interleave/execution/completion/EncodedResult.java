package dev.interleave.execution.completion;

import dev.interleave.arithmetic.BinaryNatural;
import dev.interleave.arithmetic.DecimalNatural;
import dev.interleave.arithmetic.Natural;
import dev.interleave.computation.Value;
import dev.interleave.computation.ValueKind;
import dev.interleave.job.content.ByteContent;
import dev.interleave.job.content.Content;
import dev.interleave.job.model.JobResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// A result in its stored forms. Immutable. Encoding takes time that grows with the value, so never do it on
/// the loop thread.
///
/// A value in base 2⁶⁴ is converted to decimal here, and its bytes are at hand. A value in base 10¹⁸ has its
/// digits at hand; [BinaryResultConverter] makes its bytes at the first request for them.
///
/// @param text the digits of an integer in ASCII, or the bytes of another value
/// @param binary the magnitude in bytes, or null where that takes a conversion or is not the form of the value
/// @param summary what the job tells of them
public record EncodedResult(Content text, @Nullable Content binary, JobResult summary) {

    /// @param value what a calculation has returned
    /// @return its stored forms
    /// @throws dev.interleave.computation.FailedCalculationException if the value has none
    public static EncodedResult of(Value value) {
        return switch (value) {
            case Value.Whole(Natural magnitude, boolean isNegative) -> of(magnitude, isNegative);
            case Value.Document document -> of(document);
        };
    }

    private static EncodedResult of(Natural value, boolean isNegative) {
        return switch (value) {
            case BinaryNatural number -> {
                String digits = number.toBigInteger().toString();
                Content text = ascii(isNegative ? "-" + digits : digits);
                yield new EncodedResult(text, new ByteContent(number.toByteArray()), summary(text, number, isNegative));
            }
            case DecimalNatural number -> {
                Content text = new DecimalContent(number);
                yield new EncodedResult(text, null, summary(text, number, isNegative));
            }
        };
    }

    private static EncodedResult of(Value.Document document) {
        var bytes = new ByteArrayOutputStream();
        try {
            document.writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Content text = new ByteContent(bytes.toByteArray());
        boolean isInline = document.kind() != ValueKind.BYTES && text.length() <= JobResult.INLINE_DIGITS;
        Hashed hashed = Hashed.of(text, isInline);
        // databases take no U+0000 in a text
        String inline = hashed.text != null && hashed.text.indexOf('\0') < 0 ? hashed.text : null;
        return new EncodedResult(
                text, null, new JobResult(document.kind(), false, text.length(), 0, hashed.sha256, inline));
    }

    private static Content ascii(String text) {
        return new ByteContent(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static JobResult summary(Content text, Natural value, boolean isNegative) {
        long digits = isNegative ? text.length() - 1 : text.length();
        Hashed hashed = Hashed.of(text, digits <= JobResult.INLINE_DIGITS);
        return new JobResult(ValueKind.INTEGER, isNegative, digits, value.bitLength(), hashed.sha256, hashed.text);
    }

    private record Hashed(String sha256, @Nullable String text) {

        private static Hashed of(Content content, boolean withText) {
            MessageDigest sha256 = sha256Digest();
            try (InputStream bytes = new DigestInputStream(content.open(0), sha256)) {
                String text = withText ? new String(bytes.readAllBytes(), StandardCharsets.UTF_8) : null;
                bytes.transferTo(OutputStream.nullOutputStream());
                return new Hashed(HexFormat.of().formatHex(sha256.digest()), text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static MessageDigest sha256Digest() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e); // every Java platform has it
            }
        }
    }
}
