package dev.interleave.program;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The text of a program. Immutable.
///
/// @param text as it was submitted
/// @param sha256 of the text in UTF-8, in lower-case hex
public record ProgramSource(String text, String sha256) {

    /// @param text a program
    /// @return with its hash
    public static ProgramSource of(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return new ProgramSource(text, HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }
}
