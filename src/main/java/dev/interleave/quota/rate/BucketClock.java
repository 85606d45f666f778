package dev.interleave.quota.rate;

import io.github.bucket4j.TimeMeter;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/// The clock of the service, as Bucket4j reads it. Immutable.
///
/// @param clock in milliseconds
public record BucketClock(InstantSource clock) implements TimeMeter {

    @Override
    public long currentTimeNanos() {
        return TimeUnit.MILLISECONDS.toNanos(clock.millis());
    }

    @Override
    public boolean isWallClockBased() {
        return true;
    }
}
