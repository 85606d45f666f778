package dev.interleave;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that goes when it is told to. Thread-safe.
public final class SettableClock implements InstantSource {

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.now().truncatedTo(ChronoUnit.MILLIS));

    @Override
    public Instant instant() {
        return now.get();
    }

    public void forward(Duration by) {
        now.updateAndGet(time -> time.plus(by));
    }
}
