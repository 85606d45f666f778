package dev.interleave.webhook.target;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.interleave.webhook.target.CallbackUrl.RefusedException;
import java.nio.charset.StandardCharsets;

/// The URL of a callback can be read in one way only, or it is refused.
class CallbackUrlFuzzTest {

    @FuzzTest(maxDuration = "10m")
    void isPlainOrRefused(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        try {
            CallbackUrl url = CallbackUrl.parse(text);

            assertThat(url.uri()).hasToString(text);
            assertThat(url.uri().getScheme()).matches("(?i)https?");
            assertThat(url.uri().getUserInfo()).isNull();
            assertThat(url.host()).isNotEmpty().doesNotContain("@", "/", "\\", "%", " ");
        } catch (RefusedException refused) {
            assertThat(refused).hasMessageStartingWith("must ");
        }
    }
}
