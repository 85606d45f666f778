package dev.interleave.quota.rate.jdbc;

import dev.interleave.quota.limits.RequestRate;
import dev.interleave.quota.rate.BucketLevels;
import dev.interleave.quota.rate.RequestBuckets.Level;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;

/// Tokens that one instance has leased from a shared bucket. Thread-safe.
///
/// A transaction for each request would cost more than most requests. So the instance takes a twentieth of the
/// bucket at a time and spends it without the database: by that much, each instance may exceed the rate for a
/// moment. Once the bucket is empty, the instance does not query it until it has a token again.
final class TokenLease {

    private static final int LEASES_PER_BUCKET = 20;

    private final Bucket shared;
    private final int size;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private long leased;
    private long remainingShared;
    private Instant emptyUntil = Instant.MIN;

    /// @param shared bucket in the database
    /// @param rate of the bucket
    /// @param clock by which the bucket is filled
    TokenLease(Bucket shared, RequestRate rate, InstantSource clock) {
        this.shared = shared;
        this.size = Math.max(1, rate.burst() / LEASES_PER_BUCKET);
        this.clock = clock;
    }

    /// Takes a token. Concurrent calls wait while one of them queries the database.
    ///
    /// @return whether there was a token, and how many are left
    Level take() {
        lock.lock();
        try {
            if (leased > 0) {
                leased--;
                return new Level(true, leased + remainingShared, Duration.ZERO);
            }
            Duration wait = Duration.between(clock.instant(), emptyUntil);
            return wait.isPositive() ? new Level(false, 0, wait) : takeShared();
        } finally {
            lock.unlock();
        }
    }

    /// @return how many tokens are left
    Level look() {
        Level level = BucketLevels.look(shared);
        lock.lock();
        try {
            return new Level(false, level.remaining() + leased, leased > 0 ? Duration.ZERO : level.untilNext());
        } finally {
            lock.unlock();
        }
    }

    private Level takeShared() {
        if (size > 1) {
            ConsumptionProbe lease = shared.tryConsumeAndReturnRemaining(size);
            if (lease.isConsumed()) {
                leased = size - 1L;
                remainingShared = lease.getRemainingTokens();
                return new Level(true, leased + remainingShared, Duration.ZERO);
            }
        }
        Level single = BucketLevels.take(shared);
        remainingShared = single.remaining();
        if (!single.taken()) {
            emptyUntil = clock.instant().plus(single.untilNext());
        }
        return single;
    }
}
