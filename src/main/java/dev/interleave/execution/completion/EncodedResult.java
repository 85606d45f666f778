package dev.interleave.execution.completion;

import dev.interleave.arithmetic.BinaryNatural;
import dev.interleave.arithmetic.DecimalNatural;
import dev.interleave.arithmetic.Natural;
import dev.interleave.job.content.ByteContent;
import dev.interleave.job.content.Content;
import dev.interleave.job.model.JobResult;
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
/// @param decimal the digits in ASCII
/// @param binary the magnitude in bytes, or null where that takes a conversion
/// @param summary what the job tells of them
public record EncodedResult(Content decimal, @Nullable Content binary, JobResult summary) {

    public static EncodedResult of(Natural value) {
        return switch (value) {
            case BinaryNatural number -> {
                String text = number.toBigInteger().toString();
                Content decimal = new ByteContent(text.getBytes(StandardCharsets.US_ASCII));
                yield new EncodedResult(decimal, new ByteContent(number.toByteArray()), summary(decimal, value));
            }
            case DecimalNatural number -> {
                Content decimal = new DecimalContent(number);
                yield new EncodedResult(decimal, null, summary(decimal, value));
            }
        };
    }

    private static JobResult summary(Content decimal, Natural value) {
        boolean isShort = decimal.length() <= JobResult.INLINE_DIGITS;
        MessageDigest sha256 = sha256();
        try (InputStream digits = new DigestInputStream(decimal.open(0), sha256)) {
            String inline = isShort ? new String(digits.readAllBytes(), StandardCharsets.US_ASCII) : null;
            digits.transferTo(OutputStream.nullOutputStream());
            String hash = HexFormat.of().formatHex(sha256.digest());
            return new JobResult(decimal.length(), value.bitLength(), hash, inline);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }
}
