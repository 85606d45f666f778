package dev.interleave.quota.rate;

import dev.interleave.quota.limits.RequestRate;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.InstantSource;

/// Token buckets in the memory of one instance. They are full when the instance starts. Thread-safe.
public final class LocalBuckets implements RequestBuckets {

    private final BucketCache<Bucket> buckets;

    /// @param clock by which the buckets are filled
    public LocalBuckets(InstantSource clock) {
        TimeMeter meter = new BucketClock(clock);
        buckets = new BucketCache<>(
                clock,
                key -> Bucket.builder()
                        .addLimit(BucketLevels.bandwidth(key.rate()))
                        .withCustomTimePrecision(meter)
                        .build());
    }

    @Override
    public Level take(String owner, RequestRate rate) {
        return BucketLevels.take(buckets.get(owner, rate));
    }

    @Override
    public Level look(String owner, RequestRate rate) {
        return BucketLevels.look(buckets.get(owner, rate));
    }

    /// @return the number of buckets in memory
    long size() {
        return buckets.size();
    }
}
