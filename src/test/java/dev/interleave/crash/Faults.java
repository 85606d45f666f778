package dev.interleave.crash;

import static org.awaitility.Awaitility.await;

import java.time.Duration;

/// Times the faults that tests inject.
final class Faults {

    private Faults() {}

    /// Waits while a fault goes on. The duration is a part of the fault, not a condition that a test waits for.
    static void lastFor(Duration time) {
        await().pollDelay(time).atMost(time.plusSeconds(10)).until(() -> true);
    }
}
