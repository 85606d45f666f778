package dev.interleave.webhook.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSignerTest {

    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final Secret SECRET = new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    /// The vector that Standard Webhooks gives.
    @Test
    void agreesWithTheSpecification() {
        String signature =
                WebhookSigner.sign(ID, Instant.ofEpochSecond(1_614_265_330), "{\"test\": 2432232314}", List.of(SECRET));

        assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void signsWithEachSecret() throws Exception {
        Secret next = Secret.random();
        Instant now = Instant.now();
        String both = WebhookSigner.sign(ID, now, "{}", List.of(next, SECRET));

        assertThat(both.split(" "))
                .containsExactly(
                        WebhookSigner.sign(ID, now, "{}", List.of(next)),
                        WebhookSigner.sign(ID, now, "{}", List.of(SECRET)));
        verify(next, now, "{}", both);
        verify(SECRET, now, "{}", both);
        assertThatThrownBy(() -> verify(Secret.random(), now, "{}", both))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"label\":\"ü漢𝄞\"}", "\u0000\r\n\u2028", "{\"value\": 1.0}"})
    void signsWhatIsSentToTheByte(String body) throws Exception {
        Instant now = Instant.now();
        String signature = WebhookSigner.sign(ID, now, body, List.of(SECRET));

        verify(SECRET, now, body, signature);
        assertThatThrownBy(() -> verify(SECRET, now, body + " ", signature))
                .isInstanceOf(WebhookVerificationException.class);
        assertThatThrownBy(() -> verify(SECRET, now.plusSeconds(1), body, signature))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void bothSecretsSignForADay() {
        Instant rotation = Instant.parse("2026-01-01T00:00:00Z");
        Secret next = Secret.random();
        SecretPair pair = SecretPair.of(SECRET).rotated(next, rotation);

        assertThat(pair.active(rotation)).containsExactly(next, SECRET);
        assertThat(pair.active(rotation.plus(Duration.ofHours(24)).minusMillis(1)))
                .containsExactly(next, SECRET);
        assertThat(pair.active(rotation.plus(Duration.ofHours(24)))).containsExactly(next);
        assertThat(SecretPair.of(SECRET).active(rotation)).containsExactly(SECRET);
    }

    private static void verify(Secret secret, Instant at, String body, String signature)
            throws WebhookVerificationException {
        Map<String, List<String>> headers = Map.of(
                "webhook-id", List.of(ID),
                "webhook-timestamp", List.of(String.valueOf(at.getEpochSecond())),
                "webhook-signature", List.of(signature));
        try {
            new Webhook(secret.text()).verify(body, HttpHeaders.of(headers, (_, _) -> true));
        } catch (com.standardwebhooks.exceptions.EmptyWebhookSecretException e) {
            throw new AssertionError(e);
        }
    }
}
