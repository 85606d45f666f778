package dev.interleave.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/// A `Prefer` header is never a mistake.
class PreferFuzzTest {

    @FuzzTest(maxDuration = "10m")
    void isNeverAMistake(byte[] lines) {
        Prefer prefer = Prefer.parse(
                new String(lines, StandardCharsets.ISO_8859_1).lines().toList());

        assertThat(prefer.waitSeconds().orElse(0)).isBetween(0, Prefer.MAX_WAIT_SECONDS);
        assertThat(prefer.appliedHeader().orElse("wait=1")).matches("wait=[0-9]{1,2}");
    }
}
