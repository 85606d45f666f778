package dev.interleave.quota.rate;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.interleave.quota.limits.RequestRate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// Keeps one value per owner and rate, such as a bucket, for as long as it can differ from a new one. Thread-safe.
///
/// A bucket that was not used for [RequestRate#window()] is full again, like a new one. So the cache may drop
/// it, and keeps no more buckets than there are owners with requests in that time, or in the last minute if
/// that is longer.
///
/// @param <V> the type of the values
public final class BucketCache<V> {

    /// Identifies a bucket. An owner with a new rate gets a new bucket.
    ///
    /// @param owner of the bucket
    /// @param rate of the bucket
    public record Key(String owner, RequestRate rate) {}

    private static final Duration MIN_IDLE = Duration.ofMinutes(1);

    private final LoadingCache<Key, V> values;

    /// @param clock by which the buckets are filled
    /// @param factory makes the value of an owner without one
    public BucketCache(InstantSource clock, Function<Key, V> factory) {
        values = Caffeine.newBuilder()
                .ticker(() -> nanos(clock.instant()))
                .executor(Runnable::run)
                .expireAfter(Expiry.<Key, V>accessing((key, _) -> idleTime(key.rate)))
                .build(factory::apply);
    }

    /// @param owner of the bucket
    /// @param rate of the bucket
    /// @return the value, which is new if the owner sent no request for so long that its bucket is full
    public V get(String owner, RequestRate rate) {
        return values.get(new Key(owner, rate));
    }

    /// @return the number of values that have not expired
    public long size() {
        values.cleanUp();
        return values.estimatedSize();
    }

    private static Duration idleTime(RequestRate rate) {
        return rate.window().compareTo(MIN_IDLE) < 0 ? MIN_IDLE : rate.window();
    }

    private static long nanos(Instant time) {
        return TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
    }
}
