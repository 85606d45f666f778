package dev.interleave.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/// The service does not start with settings of webhooks that are of no use, and says which.
@ExtendWith(OutputCaptureExtension.class)
class WrongStartTest {

    @TempDir
    Path data;

    @Test
    void allowedNetworks(CapturedOutput output) {
        doesNotStart("--interleave.webhooks.allowed-networks=10.0.0.0/8,everything");

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("interleave.webhooks.allowed-networks")
                .contains("\"everything\" is not a network such as 10.1.0.0/16 or fd00:1::/32");
    }

    @Test
    void secretKey(CapturedOutput output) {
        String key = Base64.getEncoder().encodeToString(new byte[24]);
        doesNotStart("--interleave.webhooks.secret-key=" + key);

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("interleave.webhooks.secret-key must be 32 bytes in base64")
                .doesNotContain(key);
    }

    @Test
    void theKeyOfAnotherStore(CapturedOutput output) {
        try (RunningService service = RunningService.start(data, new Names())) {
            service.register("https://receiver.invalid/");
        }
        String key = Base64.getEncoder().encodeToString(new byte[32]);
        doesNotStart("--interleave.webhooks.secret-key=" + key);

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("were encrypted with another key than that of interleave.webhooks.secret-key")
                .doesNotContain(key);
        try (RunningService service = RunningService.start(data, new Names())) {
            assertThat(service.get("/v1/callbacks").statusCode()).isEqualTo(200);
        }
    }

    private void doesNotStart(String argument) {
        assertThatThrownBy(
                        () -> RunningService.start(data, new Names(), argument).close())
                .isInstanceOf(RuntimeException.class);
    }
}
