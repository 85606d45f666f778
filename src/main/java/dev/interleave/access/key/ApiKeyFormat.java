package dev.interleave.access.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// Generates and hashes API keys and session tokens.
///
/// Generated keys have 256 random bits. They cannot be guessed from their SHA-256, so the hash needs no salt
/// and need not be slow.
public final class ApiKeyFormat {

    private static final String PREFIX = "ilv_";
    private static final int BYTES = 32;
    private static final Pattern GENERATED = Pattern.compile("ilv_[A-Za-z0-9_-]{43}");
    private static final Pattern USABLE = Pattern.compile("[!-~]{1,512}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private ApiKeyFormat() {}

    /// @return a new key
    public static String random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// @return whether the text has the format of [#random()]
    public static boolean isGenerated(String text) {
        return GENERATED.matcher(text).matches();
    }

    /// @return whether the text can be sent in a header
    static boolean isUsable(String text) {
        return USABLE.matcher(text).matches();
    }

    /// @return the hash in hex
    public static String sha256(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }

    /// Compares in constant time.
    static boolean isSame(String sha256, String other) {
        return MessageDigest.isEqual(
                sha256.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }
}
