package dev.interleave.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that goes as all clocks do, and can be put forward. Thread-safe.
public final class ShiftedClock implements InstantSource {

    private final AtomicReference<Duration> shift = new AtomicReference<>(Duration.ZERO);

    @Override
    public Instant instant() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS).plus(shift.get());
    }

    public void forward(Duration by) {
        shift.updateAndGet(present -> present.plus(by));
    }
}
