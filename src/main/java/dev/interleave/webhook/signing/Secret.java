package dev.interleave.webhook.signing;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/// The shared secret of a callback, in the format of Standard Webhooks: `whsec_` and 24 to 64 bytes in base64.
/// Immutable. [#toString] does not reveal it.
///
/// @param text as the receiver gets it
public record Secret(String text) {

    private static final String PREFIX = "whsec_";
    private static final int MIN_BYTES = 24;
    private static final int MAX_BYTES = 64;
    private static final int NEW_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    /// @return a new secret of 256 random bits
    public static Secret random() {
        byte[] key = new byte[NEW_BYTES];
        RANDOM.nextBytes(key);
        return new Secret(PREFIX + Base64.getEncoder().encodeToString(key));
    }

    /// @return the secret; empty if the text does not have the format
    public static Optional<Secret> parse(String text) {
        return text.startsWith(PREFIX) && isKey(text.substring(PREFIX.length()))
                ? Optional.of(new Secret(text))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return PREFIX + "…";
    }

    /// Accepts canonical base64 only: some receivers require the padding, some require unused bits to be zero.
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
