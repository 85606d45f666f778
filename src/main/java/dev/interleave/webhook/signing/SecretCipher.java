package dev.interleave.webhook.signing;

import java.nio.charset.StandardCharsets;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.security.crypto.encrypt.AesGcmBytesEncryptor;
import org.springframework.security.crypto.encrypt.BytesEncryptor;

/// Encrypts secrets for the store (AES-256-GCM), so that a copy of the database alone does not reveal them.
/// Thread-safe.
public final class SecretCipher {

    static final int KEY_BYTES = 32;
    private static final int LEAST_BYTES = 12 + 16; // the nonce and the tag

    private final BytesEncryptor cipher;

    /// @param key 32 bytes, kept apart from the database
    public SecretCipher(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("the key must have " + KEY_BYTES + " bytes");
        }
        cipher = AesGcmBytesEncryptor.withSecretKey(new SecretKeySpec(key, "AES"))
                .build();
    }

    /// @param secret to keep
    /// @return different each time
    public byte[] lock(Secret secret) {
        return cipher.encrypt(secret.text().getBytes(StandardCharsets.UTF_8));
    }

    /// @param locked what [#lock] had made, with the same key
    /// @return the secret
    /// @throws IllegalStateException if it was made with another key, or changed
    public Secret unlock(byte[] locked) {
        if (locked.length < LEAST_BYTES) {
            throw new IllegalStateException("a piece of an encrypted secret is missing");
        }
        return new Secret(new String(cipher.decrypt(locked), StandardCharsets.UTF_8));
    }
}
