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

/// Some tokens of a shared bucket, in the hand of one instance. Thread-safe.
///
/// A transaction for each request would cost more than most requests. So a twentieth of the bucket is taken at
/// once, and given away one by one: by that much, each instance may exceed the limit for a moment. Once the
/// bucket is empty, nobody asks it again until it has a token.
final class TokenLease {

    private static final int HANDS_PER_BUCKET = 20;

    private final Bucket shared;
    private final int size;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private long inHand;
    private long left;
    private Instant emptyUntil = Instant.MIN;

    /// @param shared in the database
    /// @param rate of it
    /// @param clock by which it is filled
    TokenLease(Bucket shared, RequestRate rate, InstantSource clock) {
        this.shared = shared;
        this.size = Math.max(1, rate.burst() / HANDS_PER_BUCKET);
        this.clock = clock;
    }

    /// @return whether there was a token, and how many there are; those who come meanwhile wait for the
    ///     database
    Level take() {
        lock.lock();
        try {
            if (inHand > 0) {
                inHand--;
                return new Level(true, inHand + left, Duration.ZERO);
            }
            Duration wait = Duration.between(clock.instant(), emptyUntil);
            return wait.isPositive() ? new Level(false, 0, wait) : takeMore();
        } finally {
            lock.unlock();
        }
    }

    /// @return how many tokens there are
    Level look() {
        Level level = BucketLevels.look(shared);
        lock.lock();
        try {
            return new Level(false, level.remaining() + inHand, inHand > 0 ? Duration.ZERO : level.untilNext());
        } finally {
            lock.unlock();
        }
    }

    private Level takeMore() {
        if (size > 1) {
            ConsumptionProbe handful = shared.tryConsumeAndReturnRemaining(size);
            if (handful.isConsumed()) {
                inHand = size - 1L;
                left = handful.getRemainingTokens();
                return new Level(true, inHand + left, Duration.ZERO);
            }
        }
        Level one = BucketLevels.take(shared);
        left = one.remaining();
        if (!one.taken()) {
            emptyUntil = clock.instant().plus(one.untilNext());
        }
        return one;
    }
}
