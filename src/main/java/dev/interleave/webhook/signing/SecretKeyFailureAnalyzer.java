package dev.interleave.webhook.signing;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// Tells an operator what to do about the key for secrets, without telling the key.
final class SecretKeyFailureAnalyzer extends AbstractFailureAnalyzer<SecretKeyException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, SecretKeyException cause) {
        String action = "Set " + SecretKeyFile.PROPERTY + " (environment: INTERLEAVE_WEBHOOKS_SECRETKEY) to the key "
                + "that the secrets in the store were encrypted with: 32 bytes in base64, as `openssl rand -base64 32` "
                + "makes them for a new store. Without it, the file webhook-secrets.key in the data directory is used, "
                + "and made if there is none.";
        return new FailureAnalysis(cause.getMessage(), action, cause);
    }
}
