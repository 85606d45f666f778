package dev.interleave.rest.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/// A `PreferHeader` header is never a mistake.
class PreferHeaderFuzzTest {

    @FuzzTest(maxDuration = "10m")
    void neverFails(byte[] lines) {
        PreferHeader preferHeader = PreferHeader.parse(
                new String(lines, StandardCharsets.ISO_8859_1).lines().toList());

        assertThat(preferHeader.waitSeconds().orElse(0)).isBetween(0, PreferHeader.MAX_WAIT_SECONDS);
        assertThat(preferHeader.appliedHeader().orElse("wait=1")).matches("wait=[0-9]{1,2}");
    }
}
