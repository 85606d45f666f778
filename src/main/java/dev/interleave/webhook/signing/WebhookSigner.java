package dev.interleave.webhook.signing;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/// Signs deliveries as specified by Standard Webhooks.
public final class WebhookSigner {

    private WebhookSigner() {}

    /// @param webhookId the `webhook-id`
    /// @param at the `webhook-timestamp` of this attempt
    /// @param body the body as it is sent
    /// @return the `webhook-signature` header: one signature per secret, separated by spaces
    public static String sign(String webhookId, Instant at, String body, List<Secret> secrets) {
        return secrets.stream()
                .map(secret -> sign(webhookId, at.getEpochSecond(), body, secret))
                .collect(Collectors.joining(" "));
    }

    private static String sign(String webhookId, long timestamp, String body, Secret secret) {
        try {
            return new Webhook(secret.text()).sign(webhookId, timestamp, body);
        } catch (EmptyWebhookSecretException | WebhookSigningException e) {
            throw new IllegalStateException("a valid secret cannot sign", e);
        }
    }
}
