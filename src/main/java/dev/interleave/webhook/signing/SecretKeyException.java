package dev.interleave.webhook.signing;

import dev.interleave.startup.StartException;
import org.jspecify.annotations.Nullable;

/// The key that encrypts secrets is not valid, so the service does not start. Does not quote the key.
public final class SecretKeyException extends StartException {

    private static final long serialVersionUID = 1L;

    private static final String ACTION = "Set " + SecretKeyFile.PROPERTY
            + " (environment: INTERLEAVE_WEBHOOKS_SECRETKEY) to the key that encrypted the secrets in the store: 32 bytes "
            + "in base64. For a new store, generate one with `openssl rand -base64 32`. Without this property, the service "
            + "uses the file webhook-secrets.key in the data directory and creates it at the first start.";

    /// @param message a sentence
    public SecretKeyException(String message, @Nullable Exception cause) {
        super(message, ACTION, cause);
    }
}
