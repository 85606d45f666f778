package dev.interleave.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What came to a receiver in one request.
///
/// @param path of the URL
/// @param headers all of them
/// @param body as it was sent
public record Received(String path, Map<String, List<String>> headers, String body) {

    public String id() {
        return header("webhook-id");
    }

    public long timestamp() {
        return Long.parseLong(header("webhook-timestamp"));
    }

    public String[] signatures() {
        return header("webhook-signature").split(" ");
    }

    public String header(String name) {
        return Objects.requireNonNull(headerIfAny(name), name);
    }

    public @Nullable String headerIfAny(String name) {
        return headers.entrySet().stream()
                .filter(header -> name.equalsIgnoreCase(header.getKey()))
                .map(header -> header.getValue().getFirst())
                .findFirst()
                .orElse(null);
    }

    public JsonNode json() {
        return JsonMapper.shared().readTree(body);
    }

    public String type() {
        return json().path("type").asString();
    }

    /// As a receiver does it, by another implementation than the service's own.
    public Received verified(String secret) throws Exception {
        new Webhook(secret).verify(body, headers);
        return this;
    }

    public boolean isSignedWith(String secret) throws Exception {
        try {
            new Webhook(secret).verify(body, headers);
            return true;
        } catch (WebhookVerificationException e) {
            return false;
        }
    }

    /// For deliveries of a service whose clock is not ours: the same, but for the age of the timestamp.
    String signatureBy(String secret) throws Exception {
        return new Webhook(secret).sign(id(), timestamp(), body);
    }

    int bytes() {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        assertThat(header("content-length")).isEqualTo(String.valueOf(length));
        return length;
    }
}
