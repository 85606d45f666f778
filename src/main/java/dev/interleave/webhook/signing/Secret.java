package dev.interleave.webhook.signing;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/// The shared secret of a callback, as Standard Webhooks has it: `whsec_` and 24 to 64 bytes in base64. Never
/// logged.
///
/// @param text as the receiver gets it
public record Secret(String text) {

    private static final String PREFIX = "whsec_";
    private static final int MIN_BYTES = 24;
    private static final int MAX_BYTES = 64;
    private static final int NEW_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    /// @return a new one, that nobody can guess
    public static Secret random() {
        byte[] key = new byte[NEW_BYTES];
        RANDOM.nextBytes(key);
        return new Secret(PREFIX + Base64.getEncoder().encodeToString(key));
    }

    /// @return empty if the text is no secret
    public static Optional<Secret> parse(String text) {
        return text.startsWith(PREFIX) && isKey(text.substring(PREFIX.length()))
                ? Optional.of(new Secret(text))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return PREFIX + "…";
    }

    /// In the one form that all receivers can read: some want the padding, some the unused bits to be zero.
    private static boolean isKey(String base64) {
        try {
            byte[] key = Base64.getDecoder().decode(base64);
            return key.length >= MIN_BYTES
                    && key.length <= MAX_BYTES
                    && Base64.getEncoder().encodeToString(key).equals(base64);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
