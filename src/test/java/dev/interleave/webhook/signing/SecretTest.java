package dev.interleave.webhook.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

public class SecretTest {

    private static final String BASE64 = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    @ParameterizedTest
    @ValueSource(ints = {24, 25, 26, 32, 63, 64})
    void isTaken(int bytes) {
        String text = ofBytes(bytes);

        assertThat(Secret.parse(text)).contains(new Secret(text));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 23, 65, 1_000})
    void hasTheWrongLength(int bytes) {
        assertThat(Secret.parse(ofBytes(bytes))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "whsec_",
                BASE64,
                "WHSEC_" + BASE64,
                "whsec-" + BASE64,
                "whpk_" + BASE64,
                " whsec_" + BASE64,
                "whsec_" + BASE64 + " ",
                "whsec_" + BASE64 + "\n",
                "whsec_" + BASE64 + "=",
                "whsec_" + BASE64 + "!",
                "whsec_whsec_" + BASE64,
                "whsec_-_KQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwAA",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwAB==",
            })
    void isMalformed(String text) {
        assertThat(Secret.parse(text)).isEmpty();
    }

    @Test
    void madeOnesDifferAndWillDo() {
        Secret made = Secret.random();

        assertThat(Secret.parse(made.text())).contains(made);
        assertThat(made).isNotEqualTo(Secret.random());
        assertThat(made.toString()).doesNotContain(made.text());
    }

    public static String ofBytes(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 37 + 11);
        }
        return "whsec_" + Base64.getEncoder().encodeToString(bytes);
    }
}
