package dev.interleave.webhook.signing;

import java.nio.charset.StandardCharsets;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.security.crypto.encrypt.AesGcmBytesEncryptor;
import org.springframework.security.crypto.encrypt.BytesEncryptor;

/// Encrypts secrets for the store with AES-256-GCM, so that a copy of the database does not reveal them.
/// Thread-safe.
public final class SecretCipher {

    static final int KEY_BYTES = 32;
    private static final int MIN_BYTES = 12 + 16; // nonce and tag

    private final BytesEncryptor cipher;

    /// @param key 32 bytes, stored apart from the database
    public SecretCipher(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("the key must have " + KEY_BYTES + " bytes");
        }
        cipher = AesGcmBytesEncryptor.withSecretKey(new SecretKeySpec(key, "AES"))
                .build();
    }

    /// @return the ciphertext, different in each call
    public byte[] encrypt(Secret secret) {
        return cipher.encrypt(secret.text().getBytes(StandardCharsets.UTF_8));
    }

    /// @param encrypted from [#encrypt]
    /// @throws IllegalStateException if it was encrypted with another key, or changed
    public Secret decrypt(byte[] encrypted) {
        if (encrypted.length < MIN_BYTES) {
            throw new IllegalStateException("an encrypted secret is too short");
        }
        return new Secret(new String(cipher.decrypt(encrypted), StandardCharsets.UTF_8));
    }
}
