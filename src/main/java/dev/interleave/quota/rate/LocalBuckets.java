package dev.interleave.quota.rate;

import dev.interleave.quota.limits.RequestRate;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Buckets of one instance, in memory: at the start they are full. Thread-safe.
///
/// There are as many as there are owners, whom admins name, so they are never dropped.
public final class LocalBuckets implements RequestBuckets {

    private record Key(String owner, RequestRate rate) {}

    private final TimeMeter clock;
    private final Map<Key, Bucket> buckets = new ConcurrentHashMap<>();

    /// @param clock the time by which they are filled
    public LocalBuckets(InstantSource clock) {
        this.clock = new BucketClock(clock);
    }

    @Override
    public Level take(String owner, RequestRate rate) {
        return BucketLevels.take(bucket(owner, rate));
    }

    @Override
    public Level look(String owner, RequestRate rate) {
        return BucketLevels.look(bucket(owner, rate));
    }

    /// @param owner whose
    /// @param rate how it is filled
    /// @return the bucket, which is made if there is none
    public Bucket bucket(String owner, RequestRate rate) {
        return buckets.computeIfAbsent(
                new Key(owner, rate),
                _ -> Bucket.builder()
                        .addLimit(BucketLevels.bandwidth(rate))
                        .withCustomTimePrecision(clock)
                        .build());
    }
}
