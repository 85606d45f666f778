package dev.interleave;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Lets every test poll at once and often, and wait long. A condition that holds ends the wait, so a long timeout
/// costs time only in a test that fails. JUnit finds this extension by its service file.
public final class AwaitilityDefaults implements BeforeAllCallback {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(TIMEOUT);
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval((polls, _) -> shorter(Duration.ofMillis(5L * polls)));
    }

    private static Duration shorter(Duration pause) {
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
}
