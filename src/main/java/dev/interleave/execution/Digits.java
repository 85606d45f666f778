package dev.interleave.execution;

import dev.interleave.arithmetic.BinaryNatural;
import dev.interleave.job.JobResult;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// A value turned into decimal digits. Making one takes time that grows with the value, so never on the loop.
///
/// @param ascii the digits; not to be changed
/// @param summary what the job tells of them
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record Digits(byte[] ascii, JobResult summary) {

    static Digits of(BinaryNatural value) {
        byte[] ascii = value.toBigInteger().toString().getBytes(StandardCharsets.US_ASCII);
        @Nullable
        String inline = ascii.length <= JobResult.INLINE_DIGITS ? new String(ascii, StandardCharsets.US_ASCII) : null;
        return new Digits(ascii, new JobResult(ascii.length, value.bitLength(), sha256(ascii), inline));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }
}
