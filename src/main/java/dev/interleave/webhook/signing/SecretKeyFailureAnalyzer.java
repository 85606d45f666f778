package dev.interleave.webhook.signing;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// Explains how to configure the key that encrypts secrets. Does not show the key.
final class SecretKeyFailureAnalyzer extends AbstractFailureAnalyzer<SecretKeyException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, SecretKeyException cause) {
        String action = "Set " + SecretKeyFile.PROPERTY + " (environment: INTERLEAVE_WEBHOOKS_SECRETKEY) to the key "
                + "that encrypted the secrets in the store: 32 bytes in base64. For a new store, generate one with "
                + "`openssl rand -base64 32`. Without this property, the service uses the file webhook-secrets.key in "
                + "the data directory and creates it at the first start.";
        return new FailureAnalysis(cause.getMessage(), action, cause);
    }
}
