package dev.interleave.quota.jdbc;

import dev.interleave.quota.BucketLevels;
import dev.interleave.quota.ClockMeter;
import dev.interleave.quota.LocalBuckets;
import dev.interleave.quota.RequestBuckets;
import dev.interleave.quota.RequestRate;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.BucketExceptions;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.distributed.proxy.optimization.DelayParameters;
import io.github.bucket4j.distributed.proxy.optimization.Optimizations;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.postgresql.PostgreSQLSelectForUpdateBasedProxyManager;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/// Buckets that instances share through PostgreSQL. Thread-safe.
///
/// A transaction for each request would cost more than most requests. So an instance takes tokens from its own
/// picture of the bucket, and settles with the database after a tenth of a second, or a twentieth of the bucket,
/// whichever is first: that is by how much each further instance can exceed the limit. Requests that meet while
/// one of them settles are settled together.
///
/// While the database does not answer, each instance counts by itself.
class SharedBuckets implements RequestBuckets {

    private static final Logger log = LoggerFactory.getLogger(SharedBuckets.class);
    private static final int SETTLED_PER_BUCKET = 20;
    private static final Duration SETTLED_AFTER = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final int DELETED_AT_ONCE = 1_000;

    private record Key(String owner, RequestRate rate) {

        /// Whoever gets another rate gets another bucket.
        private String id() {
            return owner + " " + rate.perSecond() + "/" + rate.burst();
        }
    }

    private final PostgreSQLSelectForUpdateBasedProxyManager<String> manager;
    private final LocalBuckets local;
    private final Map<Key, Bucket> buckets = new ConcurrentHashMap<>();

    SharedBuckets(DataSource database, InstantSource clock) {
        local = new LocalBuckets(clock);
        manager = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(database)
                .primaryKeyMapper(PrimaryKeyMapper.STRING)
                .table("request_bucket")
                .clientClock(new ClockMeter(clock))
                .requestTimeout(PATIENCE)
                .expirationAfterWrite(ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(KEPT))
                .build();
    }

    @Override
    public Level take(String owner, RequestRate rate) {
        return ask(owner, rate, BucketLevels::take);
    }

    @Override
    public Level look(String owner, RequestRate rate) {
        return ask(owner, rate, BucketLevels::look);
    }

    /// Forgets buckets that are full again.
    @Scheduled(fixedDelay = 60_000)
    void deleteExpired() {
        try {
            int deleted = manager.removeExpired(DELETED_AT_ONCE);
            log.debug("{} full buckets were forgotten", deleted);
        } catch (RuntimeException e) {
            log.debug("full buckets could not be forgotten", e);
        }
    }

    private Level ask(String owner, RequestRate rate, Function<Bucket, Level> question) {
        Key key = new Key(owner, rate);
        try {
            return question.apply(buckets.computeIfAbsent(key, this::bucket));
        } catch (BucketExceptions.BucketExecutionException e) {
            log.debug("the database does not count the requests of \"{}\"", owner, e);
            return question.apply(local.bucket(owner, rate));
        }
    }

    private Bucket bucket(Key key) {
        long tokens = Math.max(1, key.rate.burst() / SETTLED_PER_BUCKET);
        return manager.builder()
                .withOptimization(Optimizations.delaying(new DelayParameters(tokens, SETTLED_AFTER)))
                .build(
                        key.id(),
                        () -> BucketConfiguration.builder()
                                .addLimit(BucketLevels.bandwidth(key.rate))
                                .build());
    }
}
