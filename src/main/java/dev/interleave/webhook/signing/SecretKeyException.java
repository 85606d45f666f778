package dev.interleave.webhook.signing;

import org.jspecify.annotations.Nullable;

/// The key for secrets is of no use, so the service must not start. Never quotes a key.
public final class SecretKeyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// @param why a sentence
    /// @param cause what happened, if anything did
    public SecretKeyException(String why, @Nullable Exception cause) {
        super(why, cause);
    }
}
