package dev.interleave.quota.rate;

import dev.interleave.quota.limits.RequestRate;
import dev.interleave.quota.rate.RequestBuckets.Level;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.EstimationProbe;
import java.time.Duration;

/// Takes tokens from buckets of Bucket4j and reads their levels.
public final class BucketLevels {

    private BucketLevels() {}

    /// @param rate of requests
    /// @return a bucket that is full at first, and is filled token by token
    public static Bandwidth bandwidth(RequestRate rate) {
        return Bandwidth.builder()
                .capacity(rate.burst())
                .refillGreedy(rate.perSecond(), Duration.ofSeconds(1))
                .build();
    }

    /// @param bucket to take the token from
    /// @return how full it is after that
    public static Level take(Bucket bucket) {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return new Level(
                probe.isConsumed(), probe.getRemainingTokens(), Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    /// @param bucket that is looked at
    /// @return how full it is
    public static Level look(Bucket bucket) {
        EstimationProbe probe = bucket.estimateAbilityToConsume(1);
        return new Level(false, probe.getRemainingTokens(), Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
}
