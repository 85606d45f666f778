package dev.interleave.webhook.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.rest.idempotency.IdempotentCreation;
import dev.interleave.webhook.Callback;
import dev.interleave.webhook.EventType;
import dev.interleave.webhook.signing.Secret;
import dev.interleave.webhook.signing.SecretPair;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CallbackViewTest {

    private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATER = CREATED.plus(IdempotentCreation.SECRETS_SHOWN);

    private final Callback callback = new Callback(
            UUID.randomUUID(),
            "alice",
            null,
            "https://example.com/hook",
            Set.of(EventType.JOB_SUCCEEDED),
            Callback.State.ACTIVE,
            SecretPair.of(Secret.random()),
            CREATED);

    @Test
    void showsTheSecretAgainForAShortTime() {
        assertThat(CallbackView.replayed(callback, LATER.minusMillis(1)).secret())
                .isEqualTo(callback.secrets().current().text());
        assertThat(CallbackView.replayed(callback, LATER).secret()).isNull();
    }

    @Test
    void tellsHowToGetAnotherSecret() {
        assertThat(CallbackView.replayed(callback, LATER).hint())
                .contains("POST /v1/callbacks/" + callback.id() + "/rotate-secret");
    }

    @Test
    void showsARotatedSecretAgainForAShortTime() {
        Callback rotated = callback.rotated(Secret.random(), LATER);

        assertThat(CallbackView.replayed(rotated, LATER).secret())
                .isEqualTo(rotated.secrets().current().text());
        assertThat(CallbackView.replayed(rotated, LATER.plus(IdempotentCreation.SECRETS_SHOWN))
                        .secret())
                .isNull();
    }
}
