package dev.interleave.webhook.signing;

import org.jspecify.annotations.Nullable;

/// The key that encrypts secrets is not valid, so the service does not start. Does not quote the key.
public final class SecretKeyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// @param message a sentence
    public SecretKeyException(String message, @Nullable Exception cause) {
        super(message, cause);
    }
}
