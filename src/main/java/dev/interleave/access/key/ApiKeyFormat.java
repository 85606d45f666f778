package dev.interleave.access.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// What API keys and session cookies look like, and what is kept of them.
///
/// Those that are made here have 256 random bits: nobody finds one from its SHA-256, so that needs no salt and
/// no slow hash.
public final class ApiKeyFormat {

    private static final String PREFIX = "ilv_";
    private static final int BYTES = 32;
    private static final Pattern MADE = Pattern.compile("ilv_[A-Za-z0-9_-]{43}");
    private static final Pattern USABLE = Pattern.compile("[!-~]{1,512}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private ApiKeyFormat() {}

    public static String random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// @return whether it may be one of [#random()]
    public static boolean isMade(String text) {
        return MADE.matcher(text).matches();
    }

    /// @return whether it can be sent in a header
    static boolean isUsable(String text) {
        return USABLE.matcher(text).matches();
    }

    /// @return in hex
    public static String sha256(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }

    /// Compares in a time that tells nothing of where they differ.
    static boolean isSame(String sha256, String other) {
        return MessageDigest.isEqual(
                sha256.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }
}
